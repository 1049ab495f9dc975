package io.nightdesk.it.api;

import static io.restassured.RestAssured.given;
import static io.restassured.config.DecoderConfig.decoderConfig;
import static io.restassured.config.EncoderConfig.encoderConfig;
import static io.restassured.config.RestAssuredConfig.config;

import io.nightdesk.it.harness.App;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Requests to the app under test, with somebody's credentials or none. Bodies are JSON unless a test says otherwise. */
final class Requests {

    static final String CSV = "text/csv";
    static final String NDJSON = "application/x-ndjson";

    private static final RestAssuredConfig CONFIG = config().encoderConfig(encoderConfig()
                    .defaultContentCharset("UTF-8")
                    .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                    .encodeContentTypeAs(CSV, ContentType.TEXT)
                    .encodeContentTypeAs(NDJSON, ContentType.TEXT)
                    .encodeContentTypeAs("text/tab-separated-values", ContentType.TEXT)
                    .encodeContentTypeAs("application/vnd.ms-excel", ContentType.TEXT)
                    .encodeContentTypeAs("application/octet-stream", ContentType.TEXT)
                    .encodeContentTypeAs("image/png", ContentType.TEXT))
            .decoderConfig(decoderConfig().defaultContentCharset("UTF-8"));

    private Requests() {}

    /** Fails the test if the answer is not what the OpenAPI document says. */
    static RequestSpecification anonymous() {
        return unchecked().filter(new ContractFilter());
    }

    static RequestSpecification as(String account, String password) {
        return anonymous().auth().preemptive().basic(account, password);
    }

    static RequestSpecification asAdmin() {
        return as("admin", App.ADMIN_PASSWORD);
    }

    /** For a test that checks the answer against the document itself. */
    static RequestSpecification unchecked() {
        return given().config(CONFIG).contentType(ContentType.JSON);
    }

    /** The fields that are wrong, with what is wrong with them. */
    static Map<String, String> problems(Response response) {
        Map<String, String> problems = new TreeMap<>();
        List<Map<String, String>> errors = response.path("problems");
        errors.forEach(error -> problems.put(error.get("field"), error.get("message")));
        return problems;
    }
}
