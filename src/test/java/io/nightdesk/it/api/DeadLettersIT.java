package io.nightdesk.it.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightdesk.frame.Content;
import io.nightdesk.frame.Frame;
import io.nightdesk.frame.wire.ImProto.Message;
import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Broker;
import io.nightdesk.it.harness.Customers;
import io.nightdesk.it.harness.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Refused frames over REST, and what comes of deciding them again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DeadLettersIT {

    private static final String RETURNS = "怎么退货";
    private static final String PATH = "/api/v1/rejected";

    private Database database;
    private Broker broker;
    private App app;
    private Customers customers;
    private Api admin;

    @BeforeAll
    void start(@TempDir Path home) throws Exception {
        database = new Database(home.resolve("postgres"));
        broker = new Broker.Embedded();
        app = new App("rejected", database, broker).start().awaitReady();
        database.loadSamples();
        app.awaitSampleRules();
        customers = new Customers(broker.port());
        admin = Api.admin(app);
    }

    @AfterAll
    void stop() throws Exception {
        app.close();
        customers.close();
        broker.close();
        database.close();
    }

    @AfterEach
    void nothingElseWasSaid() {
        assertThat(customers.replies()).isEmpty();
    }

    @Test
    void answersARefusedFrameOnceHoweverOftenThatIsWanted() throws Exception {
        // Given
        Frame question = Customers.question(Customers.somebody(), RETURNS);
        long id = refused(Customers.bytes(question), Instant.now());

        // When
        int status = admin.post(PATH + "/" + id + "/replay", "").status();

        // Then
        assertThat(status).isEqualTo(202);
        assertThat(customers.nextReply().receiverUid()).isEqualTo(question.senderUid());
        JsonNode done = awaitDecided(id);
        assertThat(done.path("outcome").asText()).isEqualTo("ANSWERED");
        assertThat(database.query(
                        "select message_id from exchange where id = ?",
                        done.path("exchange").asLong()))
                .containsExactly(question.messageId().toString());
        admin.post(PATH + "/" + id + "/replay", "");
        await().until(() -> awaitDecided(id).path("outcome").asText().equals("DUPLICATE"));
        assertThat(database.count("select count(*) from exchange where message_id = ?", question.messageId()))
                .isEqualTo(1);
    }

    @Test
    void refusesAgainWhatIsStillWrong() throws Exception {
        // Given
        long before = database.count("select coalesce(max(id), 0) from rejected_frame");
        customers.send(Message.newBuilder()
                .setSenderUid("c1")
                .setReceiverUid(App.DESK)
                .setMessageId(UUID.randomUUID().toString())
                .setContent("{}")
                .build()
                .toByteArray());
        await().until(() -> database.count("select count(*) from rejected_frame where id > ?", before) == 1);
        long id = database.count("select max(id) from rejected_frame");
        String reason = database.query("select reason from rejected_frame where id = ?", id)
                .get(0);

        // When
        admin.post(PATH + "/" + id + "/replay", "");

        // Then
        JsonNode done = awaitDecided(id);
        assertThat(done.path("outcome").asText()).isEqualTo("REFUSED");
        assertThat(done.path("reason").asText()).isEqualTo(reason);
    }

    @Test
    void onlyRecordsWhatIsTooOldForAnAnswer() throws Exception {
        // Given
        long id = refused(
                Customers.bytes(Customers.question(Customers.somebody(), RETURNS)),
                Instant.now().minus(Duration.ofHours(13)));

        // When
        admin.post(PATH + "/" + id + "/replay", "");

        // Then
        assertThat(awaitDecided(id).path("outcome").asText()).isEqualTo("STALE");
    }

    @Test
    void anAgentsFrameSilencesNobodyFromNowOn() throws Exception {
        // Given
        String customer = Customers.somebody();
        long id = refused(
                Customers.bytes(Customers.frame(App.DESK, customer, new Content.Text("content", "您好", ""))),
                Instant.now().minus(Duration.ofHours(1)));

        // When
        admin.post(PATH + "/" + id + "/replay", "");

        // Then
        assertThat(awaitDecided(id).path("outcome").asText()).isEqualTo("AGENT_MESSAGE");
        assertThat(customers.ask(customer, RETURNS)).contains("退货");
    }

    @Test
    void decidesMoreThanItTakesAtATime() throws Exception {
        // Given
        Set<String> asking = new HashSet<>();
        for (int i = 0; i < 120; i++) {
            Frame question = Customers.question(Customers.somebody(), RETURNS);
            asking.add(question.senderUid());
            refused(Customers.bytes(question), Instant.now(), "no_content_type");
        }

        // When
        JsonNode answer =
                admin.post(PATH + "/replay?reason=no_content_type", "").json();

        // Then
        assertThat(answer.path("requested").asInt()).isEqualTo(120);
        Set<String> answered = new HashSet<>();
        for (int i = 0; i < 120; i++) {
            assertThat(answered.add(customers.nextReply().receiverUid())).isTrue();
        }
        assertThat(answered).isEqualTo(asking);
    }

    @Test
    void listsByReasonInPagesAndDeletes() throws Exception {
        // Given
        for (int i = 0; i < 3; i++) {
            refused(new byte[] {1}, Instant.now(), "bad_uid");
        }

        // When
        JsonNode page = admin.get(PATH + "?reason=bad_uid&size=2&page=1").json();

        // Then
        assertThat(page.path("total").asInt()).isEqualTo(3);
        assertThat(page.path("items")).hasSize(1);
        long id = page.at("/items/0/id").asLong();
        assertThat(admin.get(PATH + "/" + id).json().path("bytes").asText()).isEqualTo("AQ==");
        assertThat(admin.delete(PATH + "/" + id).status()).isEqualTo(204);
        assertThat(admin.get(PATH + "/" + id).status()).isEqualTo(404);
    }

    private long refused(byte[] bytes, Instant receivedAt) {
        return refused(bytes, receivedAt, "not_storable");
    }

    /** As a version that could not decide it left it. */
    private long refused(byte[] bytes, Instant receivedAt, String reason) {
        database.update(
                "insert into rejected_frame (received_at, reason, size, head) values (?, ?, ?, ?)",
                receivedAt,
                reason,
                bytes.length,
                bytes);
        return database.count("select max(id) from rejected_frame");
    }

    private JsonNode awaitDecided(long id) throws Exception {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> admin.get(PATH + "/" + id)
                        .json()
                        .at("/replay/completedAt")
                        .isTextual());
        return admin.get(PATH + "/" + id).json().path("replay");
    }
}
