package io.nightdesk.it.api;

import static io.nightdesk.it.api.Requests.asAdmin;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

/** The app starts and serves the API; in this JVM, so that continuous testing in dev mode runs it too. */
@QuarkusTest
@WithTestResource(DeskResource.class)
final class ApiSmokeTest {

    private RunningApp app;

    @Test
    void isReady() {
        // When
        Response health = given().port(app.managementPort()).get("/q/health/ready");

        // Then
        health.then().statusCode(200).body("status", equalTo("UP"));
    }

    @Test
    void describesItself() {
        // When
        Response document = given().get("/api/v1/openapi?format=json");

        // Then
        document.then().statusCode(200).body("paths", hasKey("/api/v1/rules"));
    }

    @Test
    void answersAnAdmin() {
        // When
        Response account = asAdmin().get("/api/v1/accounts/me");

        // Then
        account.then().statusCode(200).body("name", equalTo("admin"));
    }
}
