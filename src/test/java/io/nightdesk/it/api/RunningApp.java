package io.nightdesk.it.api;

import static io.restassured.RestAssured.given;

import io.nightdesk.it.harness.App;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** The app under test as its operators see it: health, metrics and log. */
record RunningApp(int httpPort, int managementPort) {

    boolean isReady() {
        return given().port(managementPort).get("/q/health/ready").statusCode() == 200;
    }

    boolean isLeader() {
        String health = given().port(managementPort).get("/q/health/ready").asString();
        return health.replace(" ", "").contains("\"leader\":true");
    }

    /** The value of a counter or gauge; 0 when there is none yet. */
    double metric(String series) {
        return given().port(managementPort)
                .get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElse(0);
    }

    String log() throws IOException {
        return Files.readString(Path.of(System.getProperty("quarkus.log.file.path")));
    }

    /**
     * A request as the admin for what REST Assured cannot send: HTTP/2, a body without a content type, and a body that is
     * answered before its end.
     */
    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + path))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Authorization", basic("admin", App.ADMIN_PASSWORD));
    }

    static String basic(String account, String password) {
        return "Basic "
                + Base64.getEncoder().encodeToString((account + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
