package io.nightdesk.it.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightdesk.frame.Content;
import io.nightdesk.it.api.Api;
import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Customers;
import io.nightdesk.it.harness.Database;
import io.nightdesk.it.harness.Deployment;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Schedule, mode and sessions are changed over REST and decide whether customers get an answer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HoursIT {

    private static final String HOURS = "/api/v1/hours";
    private static final String MODE = "/api/v1/hours/mode";
    private static final String SESSIONS = "/api/v1/sessions";
    private static final String RETURNS = "怎么退货";
    private static final String ALWAYS_OPEN = """
            {"zone": "Asia/Shanghai", "week": {"monday": ["00:00-24:00"], "tuesday": ["00:00-24:00"],
             "wednesday": ["00:00-24:00"], "thursday": ["00:00-24:00"], "friday": ["00:00-24:00"],
             "saturday": ["00:00-24:00"], "sunday": ["00:00-24:00"]}}""";

    @RegisterExtension
    private static final Deployment deployment = Deployment.withEmbeddedBroker();

    private final Database database = deployment.database();
    // The time zone of the process is far from the schedule's, and must not matter.
    private final App app = deployment.replica("leader").with("TZ", "America/New_York");
    private final App standby = deployment.replica("standby").with("TZ", "Pacific/Kiritimati");
    private Customers customers;

    @BeforeAll
    void start() throws Exception {
        deployment.startWithSamples(app, standby);
        customers = deployment.customers();
        await().until(() -> app.metric("nightdesk_backlog") == 0);
    }

    /** Restores the initial state: no schedule, and the configured mode. */
    @AfterEach
    void resetScheduleAndMode() {
        assertThat(customers.replies()).isEmpty();
        database.update("delete from schedule");
        database.update("delete from desk_mode");
        awaitMode(app, "off-hours");
        awaitMode(standby, "off-hours");
        await().until(() -> explained(app, "").path("line").asText().equals("no schedule"));
    }

    @Test
    void staysSilentInOpeningHours() throws Exception {
        // Given
        assertThat(customers.ask("open-1", RETURNS)).isNotBlank();

        // When
        put(HOURS, 0, ALWAYS_OPEN);

        // Then
        await().until(() -> explained(app, "").path("open").asBoolean());
        await().until(() -> explained(standby, "").path("open").asBoolean());
        assertThat(outcomeOf("open-2", RETURNS)).isEqualTo("OPENING_HOURS");
    }

    @Test
    void answersOutsideOpeningHoursAndGivesTheNoticeOnce() throws Exception {
        // Given a shop that opens in some days, also if a day ends during the test, in another time zone than the
        // process
        LocalDate opens = LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(4);
        put(HOURS, 0, """
                {"zone": "Asia/Shanghai", "dates": [{"date": "%s", "open": ["09:30-18:00"]}]}""".formatted(opens));
        await().until(() -> explained(app, "").path("nextOpening").asText().equals(opens + "T09:30:00+08:00"));
        String weekday = "周" + "一二三四五六日".charAt(opens.getDayOfWeek().getValue() - 1);

        // When
        String notice = customers.ask("night", "天气怎么样");
        String again = outcomeOf("night", "明天的天气呢");
        String answer = customers.ask("night", RETURNS);

        // Then
        assertThat(notice).isEqualTo("现在是人工客服的休息时间，这个问题我暂时无法回答。您可以先留言，我们" + weekday + " 9:30回复您。");
        assertThat(again).isEqualTo("COOLDOWN");
        assertThat(answer).contains("退货");
        assertThat(outcomes("night")).containsExactly("NOTICE", "COOLDOWN", "ANSWERED");
    }

    @Test
    void appliesTheModeOnEveryReplicaAndRecordsIt() throws Exception {
        // Given
        put(HOURS, 0, ALWAYS_OPEN);

        // When
        Api.Answer off = put(MODE, 0, "{\"mode\": \"off\", \"reason\": \"stocktaking\"}");
        awaitMode(app, "off");
        String whileOff = outcomeOf("mode", RETURNS);
        Api.Answer always = put(MODE, 1, "{\"mode\": \"always\"}");
        awaitMode(app, "always");

        // Then
        assertThat(off.header("etag")).isEqualTo("\"1\"");
        assertThat(always.header("etag")).isEqualTo("\"2\"");
        awaitMode(standby, "always");
        assertThat(whileOff).isEqualTo("MODE_OFF");
        assertThat(customers.ask("mode", RETURNS)).isNotBlank();
        JsonNode changes = Api.admin(standby).get(MODE + "/changes").json().path("items");
        assertThat(changes.findValuesAsText("mode")).containsExactly("always", "off");
        assertThat(changes.findValuesAsText("by")).containsExactly("admin", "admin");
        assertThat(changes.findValuesAsText("reason")).containsExactly("", "stocktaking");
    }

    @Test
    void explainsWhichLineOfTheScheduleDecided() throws Exception {
        // Given
        Api.Answer put = put(HOURS, 0, """
                {"zone": "Europe/Berlin", "week": {"saturday": ["22:00-03:00"]},
                 "dates": [{"date": "2026-12-24", "last": "2026-12-26", "open": [], "note": "Weihnachten"}]}""");
        await().until(() -> !explained(standby, "").path("line").asText().equals("no schedule"));

        // When
        JsonNode overMidnight = explained(standby, "?at=2026-10-25T00:30:00Z");
        JsonNode holiday = explained(standby, "?at=2026-12-26T21:30:00Z");
        JsonNode calendar = Api.admin(standby)
                .get(HOURS + "/calendar?from=2026-10-24&to=2026-10-31")
                .json();

        // Then, in the night in which clocks are set back at three
        assertThat(put.status()).isEqualTo(200);
        assertThat(overMidnight.toString()).isEqualTo("""
                {"at":"2026-10-25T02:30:00+02:00","open":true,"line":"saturday 22:00-03:00",\
                "reason":{"kind":"weekday","weekday":"saturday","date":null,"intervals":["22:00-03:00"],"note":null},\
                "since":"2026-10-24T22:00:00+02:00","until":"2026-10-25T03:00:00+01:00",\
                "nextOpening":"2026-10-31T22:00:00+01:00","mode":"off-hours","answers":false}""");
        assertThat(holiday.path("line").asText()).isEqualTo("2026-12-26 closed (Weihnachten)");
        assertThat(holiday.path("reason").toString()).isEqualTo("""
                {"kind":"date","weekday":null,"date":"2026-12-26","intervals":[],"note":"Weihnachten"}""");
        assertThat(holiday.path("nextOpening").asText()).isEqualTo("2027-01-02T22:00:00+01:00");
        assertThat(calendar.toString()).isEqualTo("""
                {"zone":"Europe/Berlin","open":[\
                {"from":"2026-10-24T22:00:00+02:00","until":"2026-10-25T00:00:00+02:00","line":"saturday 22:00-03:00"},\
                {"from":"2026-10-25T00:00:00+02:00","until":"2026-10-25T02:00:00+01:00","line":"saturday 22:00-03:00"},\
                {"from":"2026-10-25T02:00:00+01:00","until":"2026-10-25T03:00:00+01:00","line":"saturday 22:00-03:00"},\
                {"from":"2026-10-31T22:00:00+01:00","until":"2026-11-01T00:00:00+01:00","line":"saturday 22:00-03:00"}]}""");
    }

    @Test
    void acceptsOneOfTwentyConcurrentChanges() throws Exception {
        // When
        List<CompletableFuture<Integer>> answers = IntStream.range(0, 20)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> {
                    try {
                        return put(HOURS, 0, ALWAYS_OPEN).status();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .toList();

        // Then
        List<Integer> statuses = answers.stream().map(CompletableFuture::join).toList();
        assertThat(statuses).containsOnly(200, 412);
        assertThat(statuses).containsOnlyOnce(200);
        assertThat(Api.admin(app).get(HOURS + "/changes").json().path("total").asInt())
                .isEqualTo(1);
    }

    @Test
    void namesEveryErrorOfASchedule() throws Exception {
        // When
        Api.Answer answer = put(HOURS, 0, """
                {"zone": "Asia/Beijing", "week": {"monday": ["09:00-12:00", "12:01-18:00"], "mittwoch": []},
                 "dates": [{"date": "2026-02-29", "open": []}]}""");
        Api.Answer corrected = put(HOURS, 0, """
                {"zone": "Asia/Beijing", "week": {"monday": ["09:00-12:00", "12:01-18:00"]},
                 "dates": [{"date": "2026-02-29", "open": []}]}""");

        // Then
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problems()).containsOnlyKeys("week.mittwoch");
        assertThat(corrected.status()).isEqualTo(400);
        assertThat(corrected.problems()).containsOnlyKeys("zone", "week.monday", "dates[0].date");
    }

    @ParameterizedTest
    @CsvSource({
        "/explain?at=yesterday, at",
        "/explain?at=1999-12-31T00:00:00Z, at",
        "/calendar?from=2026-11-31, from",
        "/calendar?from=2026-11-01&to=2026-10-31, to",
        "/calendar?from=2026-01-01&to=2026-12-31, to"
    })
    void namesAnInvalidParameter(String query, String field) throws Exception {
        // When
        Api.Answer answer = Api.admin(app).get(HOURS + query);

        // Then
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problems()).containsOnlyKeys(field);
    }

    @Test
    void staysSilentInAPausedSessionUntilItIsResumed() throws Exception {
        // Given
        assertThat(customers.ask("paused", RETURNS)).isNotBlank();

        // When
        Api.Answer pause = unconditionally().post(SESSIONS + "/paused/pause", "{\"reason\": \"I call them\"}");
        String meanwhile = outcomeOf("paused", "退货要多久");
        Api.Answer resume = unconditionally().post(SESSIONS + "/88888_paused/resume", "{}");
        String after = customers.ask("paused", "退货的运费谁付");

        // Then
        assertThat(pause.json().path("state").asText()).isEqualTo("paused");
        assertThat(pause.json().path("lastChange").path("reason").asText()).isEqualTo("I call them");
        assertThat(meanwhile).isEqualTo("TAKEN_OVER");
        assertThat(resume.json().path("state").asText()).isEqualTo("free");
        assertThat(after).isNotBlank();
        JsonNode messages = Api.admin(app).get(SESSIONS + "/paused").json().path("messages");
        assertThat(messages.findValuesAsText("text")).containsExactly("退货的运费谁付", "退货要多久", RETURNS);
    }

    @Test
    void listsHandedOffSessionsUntilAnAgentWrites() throws Exception {
        // Given
        assertThat(customers.ask("waits-1", "转人工")).contains("人工客服尽快回复您");
        assertThat(customers.ask("waits-2", "human please")).contains("reply as soon as possible");
        assertThat(outcomeOf("waits-1", "我的包裹破了")).isEqualTo("HANDED_OFF");

        // When
        JsonNode waiting = Api.admin(standby).get(SESSIONS).json();
        customers.send(Customers.frame(App.DESK, "waits-1", new Content.Text("content", "您好，我来处理", "")));

        // Then
        assertThat(waiting.path("items").findValuesAsText("customer")).containsExactly("waits-1", "waits-2");
        assertThat(waiting.path("items").get(0).path("state").asText()).isEqualTo("handed_off");
        assertThat(waiting.path("items").get(0).path("messages").findValuesAsText("text"))
                .containsExactly("我的包裹破了", "转人工");
        await().until(() -> Api.admin(app)
                .get(SESSIONS)
                .json()
                .path("items")
                .findValuesAsText("customer")
                .equals(List.of("waits-2")));
        assertThat(Api.admin(app)
                        .get(SESSIONS + "?state=taken_over")
                        .json()
                        .path("items")
                        .findValuesAsText("customer"))
                .contains("waits-1");
    }

    @Test
    void listsPausedSessionsApartFromThoseThatAnAgentTookOver() throws Exception {
        // Given
        for (String customer : List.of("list-first", "list-second", "list-taken")) {
            assertThat(customers.ask(customer, RETURNS)).isNotBlank();
        }
        unconditionally().post(SESSIONS + "/list-first/pause", "{}");
        unconditionally().post(SESSIONS + "/list-second/pause", "{}");
        customers.send(Customers.frame(App.DESK, "list-taken", new Content.Text("content", "您好", "")));
        await().until(() -> !listed("state=taken_over").isEmpty());

        // When
        List<List<String>> lists = List.of(
                listed("state=paused"),
                listed("state=paused&sort=takenOverUntil"),
                listed("state=paused&customer=list-s"),
                listed("state=taken_over"),
                listed("state=handed_off"),
                listed("state=waiting"));

        // Then
        assertThat(lists)
                .containsExactly(
                        List.of("list-second", "list-first"),
                        List.of("list-first", "list-second"),
                        List.of("list-second"),
                        List.of("list-taken"),
                        List.of(),
                        List.of());
    }

    /** The customers of this test's sessions, with prefix {@code list-}. */
    private List<String> listed(String query) throws Exception {
        return Api.admin(app).get(SESSIONS + "?" + query).json().path("items").findValuesAsText("customer").stream()
                .filter(customer -> customer.startsWith("list-"))
                .toList();
    }

    @Test
    void namesEveryErrorOfAListOfSessions() throws Exception {
        // When
        Api.Answer answer = Api.admin(app).get(SESSIONS + "?state=busy&customer=100%25");

        // Then
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problems())
                .containsExactly(
                        entry("customer", "must be the beginning of a uid: at most 64 letters, digits and hyphens"),
                        entry("state", "must be one of waiting, paused, taken_over, handed_off"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"88888", "10001_10002", "a%20b", "88888_88888", "x_y_88888"})
    void rejectsSessionIdsWithoutACustomer(String session) throws Exception {
        // When
        Api.Answer answer = Api.admin(app).post(SESSIONS + "/" + session + "/pause", "{}");

        // Then
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problems()).containsOnlyKeys("session");
    }

    @Test
    void namesEveryErrorOfAPause() throws Exception {
        // When
        Api.Answer answer = Api.admin(app)
                .post(SESSIONS + "/x/pause", "{\"until\": \"2020-01-01T00:00:00Z\", \"reason\": \"a\\u0007b\"}");

        // Then
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problems())
                .containsExactly(
                        entry("reason", "must have at most 200 characters, none of them a control character"),
                        entry("until", "must be later than now, by 30 days at most"));
    }

    @Test
    void storesAtMostSixtyFramesPerMinuteOfOneSender() throws Exception {
        // Given
        double before = app.metric("nightdesk_frames_total{outcome=\"rate_limited\"}");
        List<CompletableFuture<?>> sent = new ArrayList<>();

        // When
        for (int i = 0; i < 400; i++) {
            sent.add(customers.send(Customers.question("flood", "洪水" + i)));
        }
        CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).join();

        // Then, as a new minute may begin during the test
        assertThat(customers.nextReply().receiverUid()).isEqualTo("flood");
        await().until(() -> app.metric("nightdesk_frames_total{outcome=\"rate_limited\"}")
                        - before
                        + database.count("select count(*) from exchange where customer_uid = 'flood'")
                == 400);
        assertThat(database.count("select count(*) from exchange where customer_uid = 'flood'"))
                .isBetween(60L, 120L);
        assertThat(customers.ask("not-flood", RETURNS)).isNotBlank();
    }

    @Test
    void answersTheSameQuestionOnceWithinAMinute() throws Exception {
        // Given
        assertThat(customers.ask("twice", RETURNS)).isNotBlank();

        // When
        String second = outcomeOf("twice", RETURNS + "！");

        // Then
        assertThat(second).isEqualTo("REPEATED");
    }

    /** Changes any version, through the standby. */
    private Api unconditionally() {
        return Api.admin(standby).with("If-Match", "*");
    }

    private Api.Answer put(String path, long version, String json) throws Exception {
        return Api.admin(app).with("If-Match", "\"" + version + "\"").put(path, json);
    }

    private static JsonNode explained(App replica, String query) throws Exception {
        return Api.admin(replica).get(HOURS + "/explain" + query).json();
    }

    private static void awaitMode(App replica, String mode) {
        await().until(() -> explained(replica, "").path("mode").asText().equals(mode));
    }

    /** Sends a question that gets no reply. */
    private String outcomeOf(String customer, String text) {
        int before = outcomes(customer).size();
        customers.send(Customers.question(customer, text));
        await().until(() -> outcomes(customer).size() > before);
        return outcomes(customer).get(before);
    }

    private List<String> outcomes(String customer) {
        return database.query("select outcome from exchange where customer_uid = '" + customer + "' order by id");
    }
}
