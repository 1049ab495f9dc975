package io.nightdesk.it.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Broker;
import io.nightdesk.it.harness.Concurrently;
import io.nightdesk.it.harness.Database;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Accounts, logging in, and what every body and parameter has to go through. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AccountsIT {

    private static final String ACCOUNTS = "/api/v1/accounts";
    private static final String PASSWORD = "password-of-the-tests";

    private Database database;
    private Broker broker;
    private App app;
    private App standby;
    private Api admin;

    @BeforeAll
    void start(@TempDir Path home) throws Exception {
        database = new Database(home.resolve("postgres"));
        broker = new Broker.Embedded();
        app = new App("accounts", database, broker)
                .with("QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING", "true")
                .with("QUARKUS_HTTP_PROXY_ALLOW_X_FORWARDED", "true");
        standby = new App("accounts-standby", database, broker)
                .with("QUARKUS_HTTP_CORS_ENABLED", "true")
                .with("QUARKUS_HTTP_CORS_ORIGINS", "https://admin.example");
        app.start();
        standby.start();
        app.awaitReady();
        standby.awaitReady();
        admin = Api.admin(app);
    }

    @AfterAll
    void stop() throws Exception {
        app.close();
        standby.close();
        broker.close();
        database.close();
    }

    private Api.Answer make(String name, String role) throws Exception {
        return admin.post(ACCOUNTS, """
            {"name": "%s", "password": "%s", "role": "%s"}\
            """.formatted(name, PASSWORD, role));
    }

    @Test
    void theReplicasMadeOneFirstAdmin() throws Exception {
        // When
        String logs = app.logText() + standby.logText();

        // Then
        assertThat(logs)
                .containsOnlyOnce("First account created with the password in NIGHTDESK_ADMIN_PASSWORD: name=admin")
                .doesNotContain(App.ADMIN_PASSWORD);
    }

    @Test
    void makesAnAccount() throws Exception {
        // When
        Api.Answer answer = make("maker", "editor");

        // Then
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("location")).endsWith("/api/v1/accounts/maker");
        assertThat(answer.json().fieldNames())
                .toIterable()
                .containsExactly("name", "role", "enabled", "createdAt", "changedAt");
        assertThat(answer.json().path("role").asText()).isEqualTo("editor");
        assertThat(admin.get(ACCOUNTS + "/maker").header("etag")).isEqualTo(answer.header("etag"));
        assertThat(Api.as(app, "maker", PASSWORD)
                        .get(ACCOUNTS + "/me")
                        .json()
                        .path("name")
                        .asText())
                .isEqualTo("maker");
        assertThat(make("maker", "editor").status()).isEqualTo(409);
    }

    @Test
    void namesEverythingThatIsWrongWithABody() throws Exception {
        // When
        Api.Answer answer = admin.post(ACCOUNTS, """
            {"name": "No Name", "password": 12345678901234, "role": "boss", "more": {"a": 1}}\
            """);

        // Then
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problems())
                .isEqualTo(Map.of(
                        "name",
                        "must have 1 to 64 characters: lower-case letters, digits, dots, underscores and hyphens",
                        "password",
                        "must be a text",
                        "role",
                        "must be one of viewer, editor, admin",
                        "more",
                        "is unknown; known fields are enabled, name, password, role"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "eleven-byte|must have 12 to 72 bytes in UTF-8",
                "密码密码密码密码密码密码密码密码密码密码密码密码x|must have 12 to 72 bytes in UTF-8",
                "the-very-same|must not be the name of the account"
            })
    void refusesPoorPasswords(String password, String words) throws Exception {
        // When
        Api.Answer answer = admin.post(ACCOUNTS, """
            {"name": "the-very-same", "password": "%s", "role": "viewer"}\
            """.formatted(password));

        // Then
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problems()).isEqualTo(Map.of("password", words));
    }

    @Test
    void takesNoBodyWithoutAType() throws Exception {
        // When
        Api.Answer answer = admin.send("POST", ACCOUNTS, HttpRequest.BodyPublishers.ofString("{}"));

        // Then
        assertThat(answer.status()).isEqualTo(415);
    }

    @ParameterizedTest
    @CsvSource({"cross-site, 403", "same-site, 403", "same-origin, 400", "none, 400"})
    void heedsNoPageOfAnotherSiteThatABrowserSendsCredentialsFor(String site, int status) throws Exception {
        // When
        Api.Answer answer = admin.with("Sec-Fetch-Site", site).post(ACCOUNTS, "{}");

        // Then
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("content-type")).startsWith("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource({"admin.example, https://admin.example, 200", "elsewhere.example, '', 403"})
    void servesPagesOfOtherOriginsWhereToldTo(String host, String allowed, int status) throws Exception {
        // Given
        Api browser = Api.as(standby, "admin", App.ADMIN_PASSWORD)
                .with("Origin", "https://" + host)
                .with("Sec-Fetch-Site", "cross-site");

        // When
        Api.Answer answer = browser.get(ACCOUNTS + "/me");

        // Then
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("access-control-allow-origin")).isEqualTo(allowed);
    }

    @Test
    void refusesTextsThatCannotBeStored() throws Exception {
        // When
        Api.Answer answer = admin.get(ACCOUNTS + "/a%00b");

        // Then
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("detail").asText())
                .isEqualTo("The request contains the character U+0000, which cannot be stored.");
    }

    @Test
    void tellsWhereABodyIsNotJson() throws Exception {
        // When
        Api.Answer answer = admin.post(ACCOUNTS, "{\n  \"name\": secret\n}");

        // Then
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("detail").asText())
                .isEqualTo("The body is not well-formed JSON: line 2, column 11.");
    }

    @Test
    void namesEverythingThatIsWrongWithParameters() throws Exception {
        // When
        Api.Answer answer = admin.get(ACCOUNTS + "?size=abc&page=-1&sort=password_hash");

        // Then
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problems().keySet()).containsExactly("page", "size", "sort");
    }

    @Test
    void listsInPages() throws Exception {
        // Given
        make("page-a", "viewer");
        make("page-b", "viewer");

        // When
        Api.Answer answer = admin.get(ACCOUNTS + "?sort=-name&size=1&page=0");

        // Then
        assertThat(answer.json().path("items").findValuesAsText("name"))
                .containsExactly(database.query("select name from account order by name desc limit 1")
                        .toArray(String[]::new));
        assertThat(answer.json().path("total").asLong()).isEqualTo(database.count("select count(*) from account"));
    }

    @ParameterizedTest
    @CsvSource({
        "PATCH, /api/v1/accounts, application/json, */*, 405",
        "POST, /api/v1/accounts, text/plain, */*, 415",
        "GET, /api/v1/accounts, application/json, text/html, 406"
    })
    void refusesWhatItDoesNotSpeak(String method, String path, String type, String accept, int status)
            throws Exception {
        // When
        Api.Answer answer = admin.with("Content-Type", type)
                .with("Accept", accept)
                .send(method, path, HttpRequest.BodyPublishers.ofString("{}"));

        // Then
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("content-type")).startsWith("application/problem+json");
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void refusesBodiesThatAreTooLarge(boolean chunked) throws Exception {
        // Given
        byte[] body = ("{\"name\": \"" + "x".repeat(1024 * 1024)).getBytes(StandardCharsets.UTF_8);
        HttpRequest.BodyPublisher publisher = chunked
                ? HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))
                : HttpRequest.BodyPublishers.ofByteArray(body);

        // When
        Api.Answer answer = admin.with("Content-Type", "application/json").send("POST", ACCOUNTS, publisher);

        // Then
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.json().path("detail").asText())
                .isEqualTo("The body exceeds this path's limit of 1048576 bytes.");
    }

    @Test
    void changesOnlyTheVersionThatWasSeen() throws Exception {
        // Given
        String first = make("seen", "viewer").header("etag");
        String change = "{\"role\": \"editor\", \"enabled\": true}";

        // When
        Api.Answer changed = admin.with("If-Match", first).put(ACCOUNTS + "/seen", change);

        // Then
        assertThat(changed.status()).isEqualTo(200);
        assertThat(admin.with("If-Match", first).put(ACCOUNTS + "/seen", change).status())
                .isEqualTo(412);
        assertThat(admin.put(ACCOUNTS + "/seen", change).status()).isEqualTo(428);
        assertThat(admin.with("If-None-Match", changed.header("etag"))
                        .get(ACCOUNTS + "/seen")
                        .status())
                .isEqualTo(304);
        assertThat(admin.with("If-Match", "*").delete(ACCOUNTS + "/seen").status())
                .isEqualTo(204);
        assertThat(admin.with("If-Match", "*").delete(ACCOUNTS + "/seen").status())
                .isEqualTo(404);
    }

    @Test
    void changesHoldAtOnceOnEveryReplica() throws Exception {
        // Given
        make("moved", "admin");
        Api there = Api.as(standby, "moved", PASSWORD);
        assertThat(there.get(ACCOUNTS).status()).isEqualTo(200);

        // When
        admin.with("If-Match", "*").put(ACCOUNTS + "/moved", "{\"role\": \"viewer\", \"enabled\": true}");

        // Then
        assertThat(there.get(ACCOUNTS).status()).isEqualTo(403);
        admin.with("If-Match", "*")
                .put(
                        ACCOUNTS + "/moved",
                        "{\"role\": \"viewer\", \"enabled\": true, \"password\": \"another-password\"}");
        assertThat(there.get(ACCOUNTS + "/me").status()).isEqualTo(401);
    }

    @Test
    void letsEverybodyChangeTheirOwnPassword() throws Exception {
        // Given
        make("own", "viewer");
        Api own = Api.as(app, "own", PASSWORD);
        Api.Answer wrong =
                own.put(ACCOUNTS + "/me/password", "{\"current\": \"not-the-password\", \"replacement\": \"short\"}");

        // When
        Api.Answer right = own.put(
                ACCOUNTS + "/me/password", "{\"current\": \"" + PASSWORD + "\", \"replacement\": \"a-new-password\"}");

        // Then
        assertThat(wrong.problems())
                .isEqualTo(Map.of(
                        "current",
                        "must be the password of this account",
                        "replacement",
                        "must have 12 to 72 bytes in UTF-8"));
        assertThat(right.status()).isEqualTo(204);
        assertThat(own.get(ACCOUNTS + "/me").status()).isEqualTo(401);
        assertThat(Api.as(app, "own", "a-new-password").get(ACCOUNTS + "/me").status())
                .isEqualTo(200);
    }

    @Test
    void neverLosesItsLastAdmin() throws Exception {
        // Given
        for (int i = 0; i < 4; i++) {
            make("chief-" + i, "admin");
        }
        List<String> names = database.query("select name from account where role = 'admin' and enabled");
        Api caller = Api.admin(app);
        ExecutorService threads = Executors.newFixedThreadPool(names.size());

        // When
        List<CompletableFuture<Integer>> attempts = new ArrayList<>();
        for (String name : names) {
            attempts.add(CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return caller.with("If-Match", "*")
                                    .put(ACCOUNTS + "/" + name, "{\"role\": \"editor\", \"enabled\": true}")
                                    .status();
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    threads));
        }
        List<Integer> statuses =
                attempts.stream().map(CompletableFuture::join).sorted().toList();

        // Then
        threads.shutdown();
        assertThat(database.count("select count(*) from account where role = 'admin' and enabled"))
                .isEqualTo(
                        names.size() - statuses.stream().filter(s -> s == 200).count())
                .isPositive();
        database.update("update account set role = 'admin' where name = 'admin'");
    }

    @Test
    void letsTwentyClientsOfOneAccountInThatComeAtOnce() throws Exception {
        // Given
        make("crowd", "viewer");
        Api crowd = Api.as(app, "crowd", PASSWORD);

        // When
        List<Api.Answer> answers = Concurrently.call(20, client -> crowd.get(ACCOUNTS + "/me"));

        // Then
        assertThat(answers).extracting(Api.Answer::status).containsOnly(200);
    }

    @Test
    void slowsDownWhoGuessesAndNobodyElse() throws Exception {
        // Given
        make("guessed", "viewer");
        Api victim = Api.as(app, "guessed", PASSWORD).with("X-Forwarded-For", "198.51.100.1");
        assertThat(victim.get(ACCOUNTS + "/me").status()).isEqualTo(200);
        Api guesser = Api.as(app, "guessed", "a-wrong-password").with("X-Forwarded-For", "198.51.100.2");

        // When
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            statuses.add(guesser.get(ACCOUNTS + "/me").status());
        }
        Api.Answer refused = guesser.get(ACCOUNTS + "/me");

        // Then
        assertThat(statuses).startsWith(401, 401, 401, 401, 401).contains(429);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(Integer.parseInt(refused.header("retry-after"))).isBetween(1, 15);
        assertThat(victim.get(ACCOUNTS + "/me").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic", "Basic !!", "Basic bm9jb2xvbg==", "Bearer x"})
    void refusesCredentialsThatAreNone(String header) throws Exception {
        // When
        Api.Answer answer = Api.nobody(app).with("Authorization", header).get(ACCOUNTS + "/me");

        // Then
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("content-type")).startsWith("application/problem+json");
    }

    @Test
    void writesNothingOfASenderIntoTheLog() throws Exception {
        // Given
        Api forger = Api.as(app, "x\r\n2026-11-23 FORGED INFO admin", "forged-password")
                .with("X-Forwarded-For", "203.0.113.9");

        // When
        Api.Answer answer = forger.get(ACCOUNTS + "/%0d%0aFORGED");

        // Then
        assertThat(answer.status()).isEqualTo(401);
        assertThat(app.logText()).doesNotContain("FORGED").doesNotContain("forged-password");
    }

    @Test
    void answersCustomersWithoutAnAccountAndSaysWhatToDo(@TempDir Path home) throws Exception {
        // Given
        try (Database empty = new Database(home.resolve("postgres"));
                App fresh = new App("no-account", empty, broker).with("NIGHTDESK_ADMIN_PASSWORD", "")) {

            // When
            fresh.start();
            await().atMost(Duration.ofSeconds(60)).until(fresh::isOnDuty);

            // Then
            assertThat(fresh.logText()).containsOnlyOnce("set NIGHTDESK_ADMIN_PASSWORD");
            for (Api somebody : List.of(Api.nobody(fresh), Api.admin(fresh))) {
                Api.Answer answer = somebody.get(ACCOUNTS);
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.json().path("detail").asText()).contains("set NIGHTDESK_ADMIN_PASSWORD");
            }
        }
    }

    @Test
    void makesTheFirstAccountAnewWhereAllWereDeleted(@TempDir Path home) throws Exception {
        // Given
        try (Database emptied = new Database(home.resolve("postgres"));
                App locked = new App("emptied", emptied, broker).start()) {
            await().atMost(Duration.ofSeconds(60)).until(locked::isOnDuty);
            emptied.update("delete from account");
            Api.Answer first = Api.admin(locked).get(ACCOUNTS);

            // When
            Api.Answer second = Api.admin(locked).get(ACCOUNTS);

            // Then
            assertThat(first.status()).isEqualTo(401);
            assertThat(second.status()).isEqualTo(200);
        }
    }

    @Test
    void saysThatTheDatabaseIsAway(@TempDir Path home) throws Exception {
        // Given
        try (Database gone = new Database(home.resolve("postgres"));
                App alone = new App("database-away", gone, broker).start()) {
            await().atMost(Duration.ofSeconds(60)).until(alone::isOnDuty);
            gone.crash();

            // When
            Api.Answer answer = Api.admin(alone).get(ACCOUNTS);

            // Then
            gone.start();
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("retry-after")).isEqualTo("2");
            assertThat(answer.json().path("detail").asText())
                    .isEqualTo("The database is unavailable. Try again later.");
        }
    }

    @Test
    void refusesToStartWithAPoorPassword() throws Exception {
        // Given
        try (App poor = new App("poor-password", database, broker).with("NIGHTDESK_ADMIN_PASSWORD", "short")) {

            // When
            poor.start();

            // Then
            assertThat(poor.exitCode()).isEqualTo(1);
            assertThat(poor.logText()).contains("NIGHTDESK_ADMIN_PASSWORD must have 12 to 72 bytes in UTF-8");
        }
    }
}
