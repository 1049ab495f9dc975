package io.nightdesk.it.api;

import static io.nightdesk.it.api.Requests.anonymous;
import static io.nightdesk.it.api.Requests.as;
import static io.nightdesk.it.api.Requests.asAdmin;
import static io.nightdesk.it.api.Requests.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Concurrently;
import io.nightdesk.it.harness.Database;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Accounts, authentication, and the checks that every request passes. */
@QuarkusIntegrationTest
@WithTestResource(DeskResource.class)
final class AccountsIT {

    private static final String ACCOUNTS = "/api/v1/accounts";
    private static final String AUDIT = "/api/v1/audit";
    private static final String ACCOUNT = ACCOUNTS + "/{name}";
    private static final String OWN = ACCOUNTS + "/me";
    private static final String SESSION = "/api/v1/session";
    private static final String COOKIE = "nightdesk_session";
    private static final String PASSWORD = "password-of-the-tests";
    private static final String PROBLEM = "application/problem+json";

    private Database database;
    private RunningApp app;

    @Test
    void createsAnAccount() {
        // When
        Response created = create("maker", "editor");

        // Then
        created.then()
                .statusCode(201)
                .header("Location", "/api/v1/accounts/maker")
                .body("role", equalTo("editor"));
        assertThat(created.<Map<String, Object>>path("$").keySet())
                .containsExactly("name", "role", "enabled", "createdAt", "changedAt");
        asAdmin().get(ACCOUNT, "maker").then().header("ETag", created.header("ETag"));
        as("maker", PASSWORD).get(OWN).then().body("name", equalTo("maker"));
    }

    @Test
    void rejectsANameThatExists() {
        // Given
        create("twice", "editor").then().statusCode(201);

        // When
        Response again = create("twice", "editor");

        // Then
        again.then().statusCode(409);
    }

    @Test
    void namesAllErrorsOfABody() {
        // When
        Response response = asAdmin()
                .body("{\"name\": \"No Name\", \"password\": 12345678901234, \"role\": \"boss\", \"more\": {\"a\": 1}}")
                .post(ACCOUNTS);

        // Then
        response.then().statusCode(400);
        assertThat(problems(response))
                .isEqualTo(Map.of(
                        "name",
                        "must have 1 to 64 characters: lower-case letters, digits, dots, underscores and hyphens,"
                                + " not only dots",
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
    void rejectsAPoorPassword(String password, String error) {
        // When
        Response response = asAdmin().body("""
                {"name": "the-very-same", "password": "%s", "role": "viewer"}""".formatted(password)).post(ACCOUNTS);

        // Then
        response.then().statusCode(400);
        assertThat(problems(response)).isEqualTo(Map.of("password", error));
    }

    @Test
    void rejectsABodyWithoutAContentType() throws Exception {
        // Given
        HttpRequest request = app.request(ACCOUNTS)
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();

        // When
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

        // Then
        assertThat(response.statusCode()).isEqualTo(415);
    }

    @ParameterizedTest
    @CsvSource({"cross-site, 403", "same-site, 403", "same-origin, 400", "none, 400"})
    void rejectsRequestsThatABrowserSendsForAPageOfAnotherSite(String site, int status) {
        // When
        Response response = asAdmin().header("Sec-Fetch-Site", site).body("{}").post(ACCOUNTS);

        // Then
        response.then().statusCode(status).contentType(startsWith(PROBLEM));
    }

    @Test
    void rejectsATextThatCannotBeStored() {
        // When
        Response response = asAdmin().urlEncodingEnabled(false).get("/api/v1/orders?customer=a%00b");

        // Then
        response.then()
                .statusCode(400)
                .body("detail", equalTo("The request contains the character U+0000, which cannot be stored."));
    }

    @Test
    void saysWhereABodyIsMalformed() {
        // When
        Response response = asAdmin().body("{\n  \"name\": secret\n}").post(ACCOUNTS);

        // Then
        response.then().statusCode(400).body("detail", equalTo("The body is not well-formed JSON: line 2, column 11."));
    }

    @Test
    void namesAllErrorsOfAQuery() {
        // When
        Response response = asAdmin().get(ACCOUNTS + "?size=abc&page=-1&sort=password_hash");

        // Then
        response.then().statusCode(400);
        assertThat(problems(response).keySet()).containsExactly("page", "size", "sort");
    }

    @Test
    void listsAPage() {
        // Given
        create("page-a", "viewer");
        create("page-b", "viewer");

        // When
        Response page = asAdmin().get(ACCOUNTS + "?sort=-name&size=1&page=0");

        // Then
        String last = database.query("select name from account order by name desc limit 1")
                .get(0);
        long total = database.count("select count(*) from account");
        page.then().body("items.name", contains(last)).body("total", equalTo((int) total));
    }

    @ParameterizedTest
    @CsvSource({
        "PATCH, /api/v1/accounts, application/json, */*, 405",
        "POST, /api/v1/accounts, text/plain, */*, 415",
        "GET, /api/v1/accounts, application/json, text/html, 406"
    })
    void rejectsMethodsAndMediaTypesThatItDoesNotSupport(
            String method, String path, String type, String accept, int status) {
        // When
        Response response =
                asAdmin().contentType(type).header("Accept", accept).body("{}").request(method, path);

        // Then
        response.then().statusCode(status).contentType(startsWith(PROBLEM)).body("status", equalTo(status));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rejectsABodyThatIsTooLarge(boolean chunked) throws Exception {
        // Given
        byte[] body = ("{\"name\": \"" + "x".repeat(1024 * 1024)).getBytes(StandardCharsets.UTF_8);
        HttpRequest request = app.request(ACCOUNTS)
                .header("Content-Type", "application/json")
                .POST(
                        chunked
                                ? HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))
                                : HttpRequest.BodyPublishers.ofByteArray(body))
                .build();

        // When
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

        // Then
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.body()).contains("\"detail\":\"The body exceeds this path's limit of 1048576 bytes.\"");
    }

    @Test
    void changesAndDeletesAnAccountOnlyInTheVersionThatIfMatchNames() {
        // Given
        String first = create("seen", "viewer").header("ETag");
        String change = "{\"role\": \"editor\", \"enabled\": true}";

        // When
        Response changed = asAdmin().header("If-Match", first).body(change).put(ACCOUNT, "seen");

        // Then
        changed.then().statusCode(200);
        asAdmin()
                .header("If-Match", first)
                .body(change)
                .put(ACCOUNT, "seen")
                .then()
                .statusCode(412);
        asAdmin().body(change).put(ACCOUNT, "seen").then().statusCode(428);
        asAdmin()
                .header("If-None-Match", changed.header("ETag"))
                .get(ACCOUNT, "seen")
                .then()
                .statusCode(304);
        asAdmin().header("If-Match", "*").delete(ACCOUNT, "seen").then().statusCode(204);
        asAdmin().header("If-Match", "*").delete(ACCOUNT, "seen").then().statusCode(404);
    }

    @Test
    void letsEverybodyChangeTheirOwnPassword() {
        // Given
        create("own", "viewer");

        // When
        Response changed = as("own", PASSWORD)
                .body("{\"current\": \"" + PASSWORD + "\", \"replacement\": \"a-new-password\"}")
                .put(OWN + "/password");

        // Then
        changed.then().statusCode(204);
        from("198.51.100.3", "own", PASSWORD).get(OWN).then().statusCode(401);
        as("own", "a-new-password").get(OWN).then().statusCode(200);
    }

    @Test
    void namesAllErrorsOfAPasswordChange() {
        // Given
        create("forgetful", "viewer");

        // When
        Response response = from("198.51.100.4", "forgetful", PASSWORD)
                .body("{\"current\": \"not-the-password\", \"replacement\": \"short\"}")
                .put(OWN + "/password");

        // Then
        assertThat(problems(response))
                .isEqualTo(Map.of(
                        "current",
                        "must be the password of this account",
                        "replacement",
                        "must have 12 to 72 bytes in UTF-8"));
    }

    @Test
    void keepsAnAdminWhenAllAreDemotedAtOnce() throws Exception {
        // Given
        for (int i = 0; i < 4; i++) {
            create("chief-" + i, "admin");
        }
        List<String> names = database.query("select name from account where role = 'admin' and enabled");

        // When
        List<Integer> statuses = Concurrently.call(
                names.size(),
                i -> asAdmin()
                        .header("If-Match", "*")
                        .body("{\"role\": \"editor\", \"enabled\": true}")
                        .put(ACCOUNT, names.get(i))
                        .statusCode());

        // Then
        assertThat(database.count("select count(*) from account where role = 'admin' and enabled"))
                .isEqualTo(
                        names.size() - statuses.stream().filter(s -> s == 200).count())
                .isPositive();
        database.update("update account set role = 'admin' where name = 'admin'");
    }

    @Test
    void letsTwentyConcurrentClientsOfOneAccountIn() throws Exception {
        // Given
        create("crowd", "viewer");

        // When
        List<Integer> statuses =
                Concurrently.call(20, client -> as("crowd", PASSWORD).get(OWN).statusCode());

        // Then
        assertThat(statuses).containsOnly(200);
    }

    @Test
    void slowsDownAnAddressThatGuessesPasswordsAndNoOther() {
        // Given
        create("guessed", "viewer");
        String victim = "198.51.100.1";
        String guesser = "198.51.100.2";
        from(victim, "guessed", PASSWORD).get(OWN).then().statusCode(200);

        // When
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            statuses.add(from(guesser, "guessed", "a-wrong-password").get(OWN).statusCode());
        }
        Response refused = from(guesser, "guessed", "a-wrong-password").get(OWN);

        // Then
        assertThat(statuses).startsWith(401, 401, 401, 401, 401).contains(429);
        refused.then().statusCode(429);
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 15);
        from(victim, "guessed", PASSWORD).get(OWN).then().statusCode(200);
    }

    @Test
    void logsABrowserInAndOut() {
        // Given
        create("browser", "editor");

        // When
        Response in = logIn("198.51.100.10", "browser", PASSWORD);

        // Then
        in.then().statusCode(200).body("username", equalTo("browser")).body("role", equalTo("editor"));
        String cookie = in.cookie(COOKIE);
        assertThat(in.header("Set-Cookie"))
                .startsWith(COOKIE + "=" + cookie + ";")
                .contains("Path=/", "HttpOnly", "SameSite=Strict")
                .doesNotContain("Secure", "Max-Age", "Domain");
        with(cookie).get(SESSION).then().statusCode(200).body("username", equalTo("browser"));
        with(cookie).get("/api/v1/rules").then().statusCode(200);
        with(cookie).get(ACCOUNTS).then().statusCode(403);
        with(cookie)
                .header("Sec-Fetch-Site", "same-site")
                .delete(SESSION)
                .then()
                .statusCode(403);
        with(cookie).delete(SESSION).then().statusCode(204).header("Set-Cookie", containsString("Max-Age=0"));
        with(cookie).get(SESSION).then().statusCode(401);
    }

    @Test
    void sendsTheCookieOverTlsOnlyWhereTheProxyUsesTls() {
        // Given
        create("secure", "viewer");

        // When
        Response response = anonymous()
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-For", "198.51.100.11")
                .body(login("secure", PASSWORD))
                .post(SESSION);

        // Then
        response.then().statusCode(200).header("Set-Cookie", containsString("Secure"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"role\": \"editor\", \"enabled\": true}",
                "{\"role\": \"viewer\", \"enabled\": false}",
                "{\"role\": \"viewer\", \"enabled\": true, \"password\": \"another-password\"}"
            })
    void endsTheLoginsOfAnAccountThatChanges(String change) {
        // Given
        create("changed", "viewer");
        String cookie = logIn("198.51.100.12", "changed", PASSWORD).cookie(COOKIE);
        with(cookie).get(OWN).then().statusCode(200);

        // When
        asAdmin().header("If-Match", "*").body(change).put(ACCOUNT, "changed");

        // Then
        with(cookie).get(OWN).then().statusCode(401);
        asAdmin().header("If-Match", "*").delete(ACCOUNT, "changed");
    }

    @Test
    void slowsDownAnAddressThatGuessesPasswordsInTheForm() {
        // Given
        String guesser = "198.51.100.13";

        // When
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            statuses.add(logIn(guesser, "form-guessed", "a-wrong-password").statusCode());
        }
        Response refused = logIn(guesser, "form-guessed", "a-wrong-password");

        // Then
        assertThat(statuses).startsWith(401, 401, 401, 401, 401).contains(429);
        refused.then().statusCode(429);
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 15);
    }

    @Test
    void opensNoDialogOfTheBrowserForTheConsole() {
        // When
        Response response =
                anonymous().header("X-Requested-With", "XMLHttpRequest").get(OWN);

        // Then
        response.then().statusCode(401).header("WWW-Authenticate", "Cookie realm=\"nightdesk\"");
    }

    @Test
    void usesTheCredentialsInTheHeaderRatherThanTheCookie() {
        // Given
        create("cookie-owner", "viewer");
        String cookie = logIn("198.51.100.14", "cookie-owner", PASSWORD).cookie(COOKIE);

        // When
        Response response = asAdmin().cookie(COOKIE, cookie).get(SESSION);

        // Then
        response.then().statusCode(200).body("username", equalTo("admin")).body("role", equalTo("admin"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "0123456789012345678901234567890123456789012"})
    void rejectsACookieThatWasNotIssued(String cookie) {
        // When
        Response response = with(cookie).get(OWN);

        // Then
        response.then().statusCode(401).contentType(startsWith(PROBLEM));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic", "Basic !!", "Basic bm9jb2xvbg==", "Bearer x"})
    void rejectsMalformedCredentials(String header) {
        // When
        Response response = anonymous()
                .header("X-Forwarded-For", "198.51.100.5")
                .header("Authorization", header)
                .get(OWN);

        // Then
        response.then().statusCode(401).contentType(startsWith(PROBLEM));
    }

    @Test
    void logsNothingOfWhatAnUnknownClientSends() throws Exception {
        // Given
        RequestSpecification forger = from("203.0.113.9", "x\r\n2026-11-23 FORGED INFO admin", "forged-password");

        // When
        Response response = forger.urlEncodingEnabled(false).get(ACCOUNTS + "?sort=%0d%0aFORGED");

        // Then
        response.then().statusCode(401);
        assertThat(app.log()).doesNotContain("FORGED").doesNotContain("forged-password");
    }

    @Test
    void createsTheFirstAccountAgainWhenAllWereDeleted() {
        // Given
        database.update("delete from account");
        Response first = from("198.51.100.6", "admin", App.ADMIN_PASSWORD).get(ACCOUNTS);

        // When
        Response second = from("198.51.100.6", "admin", App.ADMIN_PASSWORD).get(ACCOUNTS);

        // Then
        first.then().statusCode(401);
        second.then().statusCode(200);
    }

    @Test
    void recordsEveryChangeInTheAuditLog() {
        // Given
        create("auditor", "admin");
        Supplier<RequestSpecification> auditor = () -> as("auditor", PASSWORD).header("If-Match", "*");
        String rule = """
                {"key": "audited", "title": "%s", "triggers": {"exact": ["审计"]}, "answers": {"variants": [{"zh": "好"}]}}""";
        String order = "{\"number\": \"AUDIT%d\", \"customer\": \"audited\", \"status\": \"%s\","
                + " \"placedAt\": \"2026-11-23T12:00:00Z\"}";

        // When
        auditor.get().body(rule.formatted("旧")).post("/api/v1/rules").then().statusCode(201);
        auditor.get().body(rule.formatted("新")).put("/api/v1/rules/audited");
        auditor.get().body(rule.formatted("新")).put("/api/v1/rules/other");
        auditor.get()
                .body("{\"action\": \"TAG\", \"tag\": \"新\", \"keys\": [\"audited\"], \"matched\": 1, \"apply\": true}")
                .post("/api/v1/rules/bulk");
        auditor.get().post("/api/v1/rules/audited/disable");
        auditor.get().delete("/api/v1/rules/audited");
        auditor.get().body("[" + rule.formatted("文件") + "]").post("/api/v1/rules/import?apply=true");
        int imported = auditor.get().get("/api/v1/rules/import/history").path("items[0].id");
        auditor.get().post("/api/v1/rules/import/{id}/undo?apply=true", imported);
        auditor.get().body("[" + rule.formatted("预览") + "]").post("/api/v1/rules/import");
        int ignored = auditor.get()
                .body("{\"question\": \"my secret xyzzy\"}")
                .post("/api/v1/unmatched/ignored")
                .path("id");
        auditor.get().delete("/api/v1/unmatched/ignored/{id}", ignored);
        auditor.get()
                .body("{\"zone\": \"UTC\", \"week\": {\"monday\": [\"09:00-18:00\"]}}")
                .put("/api/v1/hours");
        auditor.get()
                .body("{\"mode\": \"always\", \"reason\": \"Nobody came in.\"}")
                .put("/api/v1/hours/mode");
        as("auditor", PASSWORD).body(order.formatted(1, "UNPAID")).put("/api/v1/orders/AUDIT1");
        as("auditor", PASSWORD).body(order.formatted(1, "UNPAID")).put("/api/v1/orders/AUDIT1");
        auditor.get().body(order.formatted(1, "PAID")).put("/api/v1/orders/AUDIT1");
        auditor.get()
                .contentType(Requests.NDJSON)
                .body((order + "\n" + order + "\n{}").formatted(1, "PAID", 2, "PAID"))
                .post("/api/v1/orders/bulk");
        auditor.get().delete("/api/v1/orders/AUDIT1");
        auditor.get()
                .body("{\"name\": \"audited\", \"password\": \"%s\", \"role\": \"viewer\"}".formatted(PASSWORD))
                .post(ACCOUNTS);
        auditor.get()
                .body("{\"role\": \"editor\", \"enabled\": false, \"password\": \"a-new-password\"}")
                .put(ACCOUNT, "audited");
        auditor.get().delete(ACCOUNT, "audited");
        auditor.get()
                .body("{\"current\": \"" + PASSWORD + "\", \"replacement\": \"a-new-password\"}")
                .put(OWN + "/password");

        // Then
        assertThat(entries("by=auditor"))
                .containsExactly(
                        "account password_changed auditor {}",
                        "account deleted audited {}",
                        "account changed audited {enabled=false, password=changed, role=editor}",
                        "account created audited {enabled=true, role=viewer}",
                        "order deleted AUDIT1 {status=PAID}",
                        "order uploaded null {orders=1}",
                        "order replaced AUDIT1 {status=PAID}",
                        "order created AUDIT1 {status=UNPAID}",
                        "mode set null {mode=always, reason=Nobody came in.}",
                        "schedule replaced null {}",
                        "question listed_again " + ignored + " {}",
                        "question ignored " + ignored + " {}",
                        "rule import_undone null {added=0, changed=0, deleted=1}",
                        "rule imported null {added=1, changed=0, deleted=0}",
                        "rule deleted audited {}",
                        "rule disabled audited {fields=enabled}",
                        "rule bulk_changed null {operation=tag, rules=1, tag=新}",
                        "rule changed audited {fields=title}",
                        "rule created audited {}");
        database.update("delete from schedule");
        database.update("delete from desk_mode");
    }

    @Test
    void readsTheAuditLogInParts() {
        // Given
        create("part-a", "viewer");
        create("part-b", "viewer");

        // When
        Response newest = asAdmin().get(AUDIT + "?kind=account&by=admin&size=1");
        Response next = asAdmin().get(AUDIT + "?kind=account&by=admin&size=1&before=" + newest.path("next"));
        Response last = asAdmin().get(AUDIT + "?subject=part-a");

        // Then
        newest.then().body("items.subject", contains("part-b"));
        next.then().body("items.subject", contains("part-a"));
        last.then().body("items.subject", contains("part-a")).body("next", nullValue());
    }

    @Test
    void writesTheAuditLogAsCsvThatASpreadsheetRunsNothingOf() {
        // Given
        create("-minus", "viewer");

        // When
        String table = asAdmin().get(AUDIT + ".csv?subject=-minus").asString();

        // Then
        assertThat(table.lines())
                .satisfiesExactly(
                        head -> assertThat(head).isEqualTo("\uFEFFid,at,by,kind,action,subject,details"),
                        line -> assertThat(line)
                                .endsWith(",admin,account,created,'-minus,\"enabled: true; role: viewer\""));
    }

    @Test
    void namesAllErrorsOfAFilterOfTheAuditLog() {
        // When
        Response response = asAdmin().get(AUDIT + "?kind=rules&from=2026&size=201&before=0");

        // Then
        response.then().statusCode(400);
        assertThat(problems(response).keySet()).containsExactly("before", "from", "kind", "size");
    }

    /** Without the versions, which depend on what other tests changed. */
    private static List<String> entries(String filter) {
        List<Map<String, Object>> items = asAdmin().get(AUDIT + "?" + filter).path("items");
        return items.stream()
                .map(entry -> entry.get("kind") + " " + entry.get("action") + " " + entry.get("subject") + " "
                        + entry.get("details").toString().replaceAll("(, )?version=\\d+", ""))
                .toList();
    }

    private static Response create(String name, String role) {
        return asAdmin().body("""
                {"name": "%s", "password": "%s", "role": "%s"}""".formatted(name, PASSWORD, role)).post(ACCOUNTS);
    }

    private static RequestSpecification with(String cookie) {
        return anonymous().cookie(COOKIE, cookie);
    }

    private static Response logIn(String address, String account, String password) {
        return anonymous()
                .header("X-Forwarded-For", address)
                .body(login(account, password))
                .post(SESSION);
    }

    private static String login(String account, String password) {
        return """
                {"username": "%s", "password": "%s"}""".formatted(account, password);
    }

    /** From an address of its own, so that its failed logins slow down nobody else. */
    private static RequestSpecification from(String address, String account, String password) {
        return as(account, password).header("X-Forwarded-For", address);
    }
}
