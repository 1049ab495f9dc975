package io.nightdesk.it.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.it.harness.Database;
import io.nightdesk.it.harness.RawHttp;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.builder.ResponseBuilder;
import io.restassured.http.Header;
import io.restassured.http.Headers;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Sends random requests to every operation of the OpenAPI document: valid ones, and ones with faults. Whatever it is sent, the
 * API answers as documented, and never with an error of its own.
 */
@QuarkusIntegrationTest
@WithTestResource(DeskResource.class)
@Order(Integer.MAX_VALUE - 2)
final class FuzzIT {

    private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 40);
    /** The same requests in every run, so that a failure is due to what changed in the service. */
    private static final long SEED = Long.getLong("seed", 1);

    private static final int MAX_FAILURES = 20;

    private Database database;
    private RunningApp app;

    @BeforeEach
    void createTheAccount() {
        Requests.asAdmin()
                .body("""
                {"name": "%s", "password": "%s", "role": "admin"}""".formatted(RequestFuzzer.ACCOUNT, RequestFuzzer.PASSWORD))
                .post("/api/v1/accounts");
    }

    @AfterEach
    void forgetScheduleAndMode() {
        database.update("delete from schedule");
        database.update("delete from desk_mode");
    }

    @Test
    void answersAsDocumentedWhateverItIsSent() throws Exception {
        // Given
        Contract contract = Contract.ofRunningApp();
        RequestFuzzer fuzzer = new RequestFuzzer(contract, new Random(SEED));
        List<String> failures = new ArrayList<>();

        // When
        for (int round = 0; failures.size() < MAX_FAILURES && round < ROUNDS; round++) {
            for (Operation operation : contract.operations()) {
                RequestFuzzer.Request request = fuzzer.next(operation);
                Set<String> wrong = violations(contract, request, send(request));
                if (!wrong.isEmpty()) {
                    failures.add(request + " -> " + wrong);
                }
            }
        }

        // Then
        assertThat(failures).isEmpty();
        assertThat(app.isReady()).isTrue();
    }

    private Response send(RequestFuzzer.Request request) throws IOException {
        RawHttp.Answer answer;
        try (RawHttp http = new RawHttp(app.httpPort())) {
            answer = http.send(request.bytes()).readAnswer();
        } catch (IOException e) {
            throw new IOException("no response to " + request, e);
        }
        List<Header> headers = answer.head()
                .text()
                .lines()
                .skip(1)
                .filter(line -> line.indexOf(':') > 0)
                .map(line -> line.split(":", 2))
                .map(parts -> new Header(parts[0], parts[1].strip()))
                .toList();
        return new ResponseBuilder()
                .setStatusCode(answer.head().status())
                .setHeaders(new Headers(headers))
                .setContentType(answer.head().header("Content-Type").orElse(""))
                .setBody(answer.body())
                .build();
    }

    private static Set<String> violations(Contract contract, RequestFuzzer.Request request, Response answer) {
        int status = answer.statusCode();
        if (!isUri(request.target())) {
            // Quarkus responds before the service gets the request, and without a body.
            return status == 400 ? Set.of() : Set.of("status " + status + " instead of 400");
        }
        Set<String> violations = new TreeSet<>();
        if (status >= 500 && !(status == 503 && answer.header("Retry-After") != null)) {
            violations.add("status " + status);
        }
        // A path that was spoilt may be another one's, or nobody's.
        Optional<Operation> operation = contract.operationAt(request.operation().method(), request.path())
                .filter(found -> status != 400);
        if (operation.isPresent()) {
            violations.addAll(contract.violationsOfResponse(operation.get(), answer));
        } else if (status >= 400 && !Contract.mediaType(answer).equals("application/problem+json")) {
            violations.add("status " + status + " with " + answer.contentType());
        }
        violations.addAll(messagesWithoutChinese(answer));
        return violations;
    }

    private static List<String> messagesWithoutChinese(Response answer) {
        if (!Contract.mediaType(answer).equals("application/problem+json")) {
            return List.of();
        }
        JsonPath problem = answer.jsonPath();
        return Stream.concat(
                        Stream.of(problem.getString("detail")), problem.<String>getList("problems.message").stream())
                .filter(message -> !message.codePoints().anyMatch(Character::isIdeographic))
                .map(message -> "not in Chinese: " + message)
                .toList();
    }

    private static boolean isUri(String target) {
        try {
            return !new URI(target).toString().isEmpty();
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
