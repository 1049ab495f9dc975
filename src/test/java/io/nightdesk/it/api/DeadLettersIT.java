package io.nightdesk.it.api;

import static io.nightdesk.it.api.Requests.asAdmin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.nightdesk.frame.Content;
import io.nightdesk.frame.Frame;
import io.nightdesk.frame.wire.ImProto.Message;
import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Customers;
import io.nightdesk.it.harness.Database;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rejected frames over the API, and their replay. */
@QuarkusIntegrationTest
@WithTestResource(DeskResource.class)
final class DeadLettersIT {

    private static final String RETURNS = "怎么退货";
    private static final String FRAMES = "/api/v1/rejected";
    private static final String FRAME = FRAMES + "/{id}";

    private Database database;
    private Customers customers;

    @BeforeEach
    void beginWithSampleRulesAndNoRejectedFrames() throws Exception {
        SampleRules.load(database);
        database.update("delete from rejected_frame");
    }

    @AfterEach
    void noOtherReplyWasSent() {
        assertThat(customers.replies()).isEmpty();
    }

    @Test
    void answersAReplayedFrameOnceHoweverOftenItIsReplayed() throws Exception {
        // Given
        Frame question = Customers.question(Customers.somebody(), RETURNS);
        long id = reject(Customers.bytes(question), Instant.now());

        // When
        Response response = asAdmin().post(FRAME + "/replay", id);

        // Then
        response.then().statusCode(202);
        assertThat(customers.nextReply().receiverUid()).isEqualTo(question.senderUid());
        JsonPath replay = awaitReplay(id);
        assertThat(replay.getString("replay.outcome")).isEqualTo("ANSWERED");
        assertThat(database.query("select message_id from exchange where id = ?", replay.getLong("replay.exchange")))
                .containsExactly(question.messageId().toString());
        asAdmin().post(FRAME + "/replay", id);
        await().until(() -> awaitReplay(id).getString("replay.outcome").equals("DUPLICATE"));
        assertThat(database.count("select count(*) from exchange where message_id = ?", question.messageId()))
                .isEqualTo(1);
    }

    @Test
    void rejectsAReplayedFrameThatIsStillInvalid() {
        // Given
        customers.send(Message.newBuilder()
                .setSenderUid("c1")
                .setReceiverUid(App.DESK)
                .setMessageId(UUID.randomUUID().toString())
                .setContent("{}")
                .build()
                .toByteArray());
        await().until(() -> database.count("select count(*) from rejected_frame") == 1);
        long id = database.count("select id from rejected_frame");
        String reason = database.query("select reason from rejected_frame where id = ?", id)
                .get(0);

        // When
        asAdmin().post(FRAME + "/replay", id);

        // Then
        JsonPath replay = awaitReplay(id);
        assertThat(replay.getString("replay.outcome")).isEqualTo("REJECTED");
        assertThat(replay.getString("replay.reason")).isEqualTo(reason);
    }

    @Test
    void recordsAReplayedFrameAsStaleWhenItIsTooOldForAnAnswer() {
        // Given
        long id = reject(
                Customers.bytes(Customers.question(Customers.somebody(), RETURNS)),
                Instant.now().minus(Duration.ofHours(13)));

        // When
        asAdmin().post(FRAME + "/replay", id);

        // Then
        assertThat(awaitReplay(id).getString("replay.outcome")).isEqualTo("STALE");
    }

    @Test
    void answersTheCustomerAfterAnAgentsOldFrameIsReplayed() throws Exception {
        // Given
        String customer = Customers.somebody();
        long id = reject(
                Customers.bytes(Customers.frame(App.DESK, customer, new Content.Text("content", "您好", ""))),
                Instant.now().minus(Duration.ofHours(1)));

        // When
        asAdmin().post(FRAME + "/replay", id);

        // Then
        assertThat(awaitReplay(id).getString("replay.outcome")).isEqualTo("AGENT_MESSAGE");
        assertThat(customers.ask(customer, RETURNS)).contains("退货");
    }

    @Test
    void replaysMoreFramesThanOneBatch() throws Exception {
        // Given
        Set<String> asking = new HashSet<>();
        for (int i = 0; i < 120; i++) {
            Frame question = Customers.question(Customers.somebody(), RETURNS);
            asking.add(question.senderUid());
            reject(Customers.bytes(question), Instant.now(), "no_content_type");
        }

        // When
        Response response = asAdmin().post(FRAMES + "/replay?reason=no_content_type");

        // Then
        response.then().body("requested", equalTo(120));
        Set<String> answered = new HashSet<>();
        for (int i = 0; i < 120; i++) {
            assertThat(answered.add(customers.nextReply().receiverUid())).isTrue();
        }
        assertThat(answered).isEqualTo(asking);
    }

    @Test
    void listsAPageByReason() {
        // Given
        for (int i = 0; i < 3; i++) {
            reject(new byte[] {1}, Instant.now(), "bad_uid");
        }
        reject(new byte[] {2}, Instant.now(), "not_storable");

        // When
        Response page = asAdmin().get(FRAMES + "?reason=bad_uid&size=2&page=1");

        // Then
        page.then().body("total", equalTo(3)).body("items", hasSize(1));
        asAdmin().get(FRAME, page.<Object>path("items[0].id")).then().body("bytes", equalTo("AQ=="));
    }

    @Test
    void deletesAFrame() {
        // Given
        long id = reject(new byte[] {1}, Instant.now(), "bad_uid");

        // When
        Response deleted = asAdmin().delete(FRAME, id);

        // Then
        deleted.then().statusCode(204);
        asAdmin().get(FRAME, id).then().statusCode(404);
    }

    private long reject(byte[] bytes, Instant receivedAt) {
        return reject(bytes, receivedAt, "not_storable");
    }

    /** Stores a frame as an earlier version of the service did that could not decide it. */
    private long reject(byte[] bytes, Instant receivedAt, String reason) {
        database.update(
                "insert into rejected_frame (received_at, reason, size, head) values (?, ?, ?, ?)",
                receivedAt,
                reason,
                bytes.length,
                bytes);
        return database.count("select max(id) from rejected_frame");
    }

    private static JsonPath awaitReplay(long id) {
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> asAdmin().get(FRAME, id).jsonPath(),
                        frame -> frame.getString("replay.completedAt") != null);
    }
}
