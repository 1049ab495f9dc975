package io.nightdesk.it.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightdesk.frame.Content;
import io.nightdesk.frame.Frame;
import io.nightdesk.frame.wire.ImProto.Message;
import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Broker;
import io.nightdesk.it.harness.Customers;
import io.nightdesk.it.harness.Database;
import io.nightdesk.it.harness.Deployment;
import io.nightdesk.it.harness.SampleQuestions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one replica answers to customers, agents and senders of invalid frames. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RepliesIT {

    private static final String RETURNS = "怎么退货";

    @RegisterExtension
    private static final Deployment deployment = Deployment.withEmbeddedBroker();

    private final Database database = deployment.database();
    private final Broker broker = deployment.broker();
    private final App app = deployment.replica("desk");
    private Customers customers;

    @BeforeAll
    void start() throws Exception {
        deployment.startWithSamples(app);
        customers = deployment.customers();
    }

    /** Some tests send frames with an old send time, which would be stale during a backlog. */
    @BeforeEach
    void awaitNoBacklog() {
        await().until(() -> app.metric("nightdesk_backlog") == 0);
    }

    @AfterEach
    void noOtherReplyArrived() {
        assertThat(customers.replies()).isEmpty();
    }

    @Test
    void answersAThousandQuestionsWithTheExactTexts() throws Exception {
        // Given
        // Without repetitions, which would be answered once.
        List<SampleQuestions.Expected> questions =
                SampleQuestions.of(1_300).stream().distinct().toList();
        Semaphore window = new Semaphore(64);

        // When
        for (SampleQuestions.Expected question : questions) {
            window.acquire();
            customers
                    .send(Customers.question(question.customer(), question.question()))
                    .whenComplete((sent, failure) -> window.release());
        }

        // Then
        List<Frame> replies = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            replies.add(customers.nextReply());
        }
        assertThat(byCustomer(replies.stream()
                        .map(r -> Map.entry(r.receiverUid(), Customers.text(r)))
                        .toList()))
                .isEqualTo(byCustomer(questions.stream()
                        .map(q -> Map.entry(q.customer(), q.reply()))
                        .toList()));
        assertThat(replies.stream().map(Frame::messageId)).doesNotHaveDuplicates();
    }

    /** Returns the texts of each customer in the order of arrival. */
    private static Map<String, List<String>> byCustomer(List<Map.Entry<String, String>> texts) {
        return texts.stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    @Test
    void answersWithTheFieldsThatTheClientsExpect() throws Exception {
        // Given
        Frame question = new Frame(
                UUID.randomUUID(),
                "fields",
                App.DESK,
                1,
                "88888_fields",
                7,
                20,
                new Content.Text("msg", RETURNS, "NM1"));

        // When
        customers.send(question);

        // Then
        Frame reply = customers.nextReply();
        assertThat(reply.senderUid()).isEqualTo(App.DESK);
        assertThat(reply.receiverUid()).isEqualTo("fields");
        assertThat(reply.sessionId()).isEqualTo("88888_fields");
        assertThat(reply.memberId()).isEqualTo(7);
        assertThat(reply.businessType()).isEqualTo(20);
        assertThat(reply.messageId()).isNotEqualTo(question.messageId());
        assertThat(reply.content()).isInstanceOfSatisfying(Content.Text.class, text -> {
            assertThat(text.key()).isEqualTo("msg");
            assertThat(text.businessId()).isEqualTo("NM1");
        });
    }

    @Test
    void answersAFrameWithoutSessionIdAndWithAnAncientSendTime() throws Exception {
        // Given
        Frame withoutSessionId =
                new Frame(UUID.randomUUID(), "bare", App.DESK, 0, "", 0, 20, new Content.Text("content", RETURNS, ""));

        // When
        customers.send(withoutSessionId);

        // Then
        assertThat(customers.nextReply().sessionId()).isEqualTo("88888_bare");
    }

    @Test
    void answersOnlyAboutOrdersOfTheSender() throws Exception {
        // Given
        String number = "NM2026110100012";

        // When
        String own = customers.ask("10001", "订单 " + number + " 到哪了");
        String foreign = customers.ask("10002", "订单 " + number + " 到哪了");
        String unknown = customers.ask("10002", "订单 NM9999999999999 到哪了");

        // Then
        assertThat(own).contains(number);
        assertThat(foreign).isEqualTo(unknown).doesNotContain(number);
    }

    @Test
    void answersARedeliveredFrameOnceAndAReusedIdNotAtAll() throws Exception {
        // Given
        Frame question = Customers.question("repeats", RETURNS);
        Frame reused = new Frame(
                question.messageId(), "repeats", App.DESK, 1, "", 0, 20, new Content.Text("content", "运费多少", ""));
        Frame sameIdOfAnother = new Frame(
                question.messageId(), "another", App.DESK, 1, "", 0, 20, new Content.Text("content", RETURNS, ""));
        double duplicates = app.frames("duplicate");
        double reuses = app.frames("message_id_reused");
        customers.ask(question);

        // When
        customers.send(question);
        customers.send(reused);
        customers.send(sameIdOfAnother);

        // Then
        assertThat(customers.nextReply().receiverUid()).isEqualTo("another");
        assertThat(app.frames("duplicate")).isEqualTo(duplicates + 1);
        assertThat(app.frames("message_id_reused")).isEqualTo(reuses + 1);
        assertThat(database.count("select count(*) from exchange where message_id = ?", question.messageId()))
                .isEqualTo(2);
    }

    @Test
    void ignoresFramesThatAreNotForThisDesk() throws Exception {
        // Given
        double foreign = app.frames("foreign");
        long exchanges = database.count("select count(*) from exchange");

        // When
        customers.send(Customers.frame("10001", "99999", new Content.Text("content", RETURNS, "")));
        customers.send(Customers.frame("88", "8888", new Content.Text("content", "88888", "")));

        // Then
        await().until(() -> app.frames("foreign") == foreign + 2);
        assertThat(database.count("select count(*) from exchange")).isEqualTo(exchanges);
    }

    @Test
    void staysSilentAfterAnAgentMessage() throws Exception {
        // Given
        customers.ask("helped", RETURNS);
        customers.send(Customers.frame(App.DESK, "helped", new Content.Text("content", "我来处理", "")));
        Frame question = Customers.question("helped", RETURNS);

        // When
        customers.send(question);

        // Then
        assertThat(outcome(question)).isEqualTo("TAKEN_OVER");
        assertThat(customers.ask("not-helped", RETURNS)).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(longs = {-86_400_000, 0, 86_400_000})
    void staysSilentAfterAnAgentMessageWithoutSessionIdWhateverItsSendTime(long off) throws Exception {
        // Given
        String customer = "clock" + off;
        long sentAt = System.currentTimeMillis() + off;
        customers.send(new Frame(
                UUID.randomUUID(), App.DESK, customer, sentAt, "", 0, 20, new Content.Text("content", "我来处理", "")));
        Frame question = Customers.question(customer, RETURNS);

        // When
        customers.send(question);

        // Then
        assertThat(outcome(question)).isEqualTo("TAKEN_OVER");
    }

    @Test
    void noticesThatACachedSessionWasChangedInTheTable() throws Exception {
        // Given
        customers.ask("changed", "xyzzy");
        database.update("update session set taken_over_until = now() + interval '1 hour', version = -1"
                + " where customer_uid = 'changed'");
        Frame question = Customers.question("changed", RETURNS);

        // When
        customers.send(question);

        // Then
        assertThat(outcome(question)).isEqualTo("TAKEN_OVER");
    }

    @Test
    void noticesThatACachedSessionWasDeletedFromTheTable() throws Exception {
        // Given
        String said = customers.ask("deleted", "xyzzy");
        database.update("delete from session where customer_uid = 'deleted'");

        // When
        String saidAgain = customers.ask("deleted", "xyzzy");

        // Then
        assertThat(saidAgain).isEqualTo(said);
    }

    @Test
    void answersNoReceiptAndOnlyTheFirstOfTwoImages() throws Exception {
        // Given
        Frame receipt = Customers.frame("picture", App.DESK, new Content.Other(7, ""));
        Frame image = Customers.frame("picture", App.DESK, new Content.Image(Optional.empty(), ""));
        Frame again = Customers.frame("picture", App.DESK, new Content.Image(Optional.empty(), ""));

        // When
        customers.send(receipt);
        customers.send(image);
        customers.send(again);

        // Then
        assertThat(Customers.text(customers.nextReply())).contains("text");
        assertThat(outcome(receipt)).isEqualTo("NOT_A_MESSAGE");
        assertThat(outcome(image)).isEqualTo("IMAGE_FALLBACK");
        assertThat(outcome(again)).isEqualTo("COOLDOWN");
    }

    @Test
    void keepsAnsweringWhileFramesAreRejectedForEveryReason() throws Exception {
        // Given
        Map<String, byte[]> bad = badFrames();
        Map<String, Double> before =
                bad.keySet().stream().collect(Collectors.toMap(r -> r, r -> app.frames("rejected_" + r)));

        // When
        bad.values().forEach(customers::send);

        // Then
        assertThat(customers.ask("patient", RETURNS)).isNotBlank();
        bad.keySet()
                .forEach(reason ->
                        assertThat(app.frames("rejected_" + reason)).as(reason).isEqualTo(before.get(reason) + 1));
        assertThat(database.query("select distinct reason from rejected_frame")).containsAll(bad.keySet());
        assertThat(database.count("select max(length(head)) from rejected_frame"))
                .isEqualTo(4096);
        assertThat(database.count("select max(size) from rejected_frame")).isEqualTo(10_000_000);
    }

    private static Map<String, byte[]> badFrames() {
        byte[] random = new byte[500];
        new Random(42).nextBytes(random);
        random[0] = 7;
        byte[] huge = new byte[10_000_000];
        Message good = message();
        String tooLong = "很".repeat(4_001);
        return Map.of(
                "not_protobuf", random,
                "wrong_wire_type", new byte[] {0x0D, 0, 0, 0, 0},
                "too_large", huge,
                "bad_uid", good.toBuilder().setSenderUid("a/+#").build().toByteArray(),
                "no_message_id", good.toBuilder().clearMessageId().build().toByteArray(),
                "malformed_message_id",
                        good.toBuilder().setMessageId("1-1-1-1-1").build().toByteArray(),
                "content_not_json_object",
                        good.toBuilder().setContent("[]").build().toByteArray(),
                "no_content_type", good.toBuilder().setContent("{}").build().toByteArray(),
                "text_too_long",
                        good.toBuilder()
                                .setContent("{\"type\":1,\"content\":\"" + tooLong + "\"}")
                                .build()
                                .toByteArray());
    }

    private static Message message() {
        return Message.newBuilder()
                .setSenderUid("invalid-sender")
                .setReceiverUid(App.DESK)
                .setMessageId(UUID.randomUUID().toString())
                .setContent("{\"type\":1,\"content\":\"hi\"}")
                .build();
    }

    @Test
    void keepsAnsweringAndStoresFewOfManyRejectedFrames() throws Exception {
        // Given
        byte[] truncated = Arrays.copyOf(message().toByteArray(), 40);
        double before = app.frames("rejected_not_protobuf");

        // When
        Semaphore window = new Semaphore(256);
        for (int i = 0; i < 3_000; i++) {
            window.acquire();
            customers.send(truncated).whenComplete((sent, failure) -> window.release());
        }

        // Then
        assertThat(customers.ask("bystander", RETURNS)).isNotBlank();
        await().until(() -> app.frames("rejected_not_protobuf") == before + 3_000);
        assertThat(database.count("select count(*) from rejected_frame where reason = 'not_protobuf'"))
                .isLessThanOrEqualTo(3 * 100);
    }

    @Test
    void rejectsOnlyTheFrameThatTheDatabaseDoesNotStore() throws Exception {
        // Given
        database.update("alter table exchange add constraint test_only check (question <> 'poison')");
        double rejected = app.frames("rejected_not_storable");

        // When
        for (int i = 0; i < 40; i++) {
            customers.send(Customers.question("batch" + i, i == 17 ? "poison" : RETURNS));
        }

        // Then
        List<String> answered = new ArrayList<>();
        for (int i = 0; i < 39; i++) {
            answered.add(customers.nextReply().receiverUid());
        }
        assertThat(answered).doesNotHaveDuplicates().doesNotContain("batch17");
        await().until(() -> app.frames("rejected_not_storable") == rejected + 1);
        assertThat(app.logText()).doesNotContain("poison");
        database.update("alter table exchange drop constraint test_only");
    }

    @Test
    void rejectsOnlyTheFrameWhoseReplyCannotBeRendered() throws Exception {
        // Given
        database.update("alter table customer_order drop constraint customer_order_status_check");
        database.update("insert into customer_order values ('NM0000000000001', 'unlucky', 'BOGUS', null, null, now())");
        double rejected = app.frames("rejected_not_storable");

        // When
        customers.send(Customers.question("unlucky", "物流单号 NM0000000000001"));
        String answer = customers.ask("lucky", RETURNS);

        // Then
        assertThat(answer).isNotBlank();
        await().until(() -> app.frames("rejected_not_storable") == rejected + 1);
        database.update("delete from customer_order where customer_uid = 'unlucky'");
    }

    @Test
    void recordsAStaleFrameThatWaitedAtTheBrokerWithoutAnsweringIt() throws Exception {
        // Given
        Frame old =
                new Frame(UUID.randomUUID(), "late", App.DESK, 1, "", 0, 20, new Content.Text("content", RETURNS, ""));
        app.stop();
        database.update("update leader_lease set caught_up_at = now() - interval '13 hours'");
        customers.send(old).get();

        // When
        app.start().awaitReady();

        // Then
        assertThat(outcome(old)).isEqualTo("STALE");
    }

    @Test
    void answersAFrameWithAnOldSendTimeThatCannotHaveWaitedSoLong() throws Exception {
        // Given
        Frame wrongClock = new Frame(
                UUID.randomUUID(), "slow-clock", App.DESK, 1, "", 0, 20, new Content.Text("content", RETURNS, ""));
        app.stop();
        customers.send(wrongClock).get();

        // When
        app.start().awaitReady();

        // Then
        assertThat(customers.nextReply().receiverUid()).isEqualTo("slow-clock");
    }

    @Test
    void answersOneOfSeveralMessagesThatWaitedTogether() throws Exception {
        // Given
        app.stop();
        database.update("update leader_lease set caught_up_at = now() - interval '1 hour'");
        long minutesAgo = System.currentTimeMillis() - 120_000;
        List<Frame> waiting = Stream.of("在吗", RETURNS, "xyzzy plugh")
                .map(text -> new Frame(
                        UUID.randomUUID(),
                        "impatient",
                        App.DESK,
                        minutesAgo,
                        "",
                        0,
                        20,
                        new Content.Text("content", text, "")))
                .toList();
        for (Frame frame : waiting) {
            customers.send(frame).get();
        }
        // One of them twice, as clients send unconfirmed frames again.
        customers.send(waiting.get(1)).get();

        // When
        app.start().awaitReady();

        // Then
        assertThat(customers.nextReply().receiverUid()).isEqualTo("impatient");
        assertThat(waiting.stream().map(this::outcome).filter("SUPERSEDED"::equals))
                .hasSize(2);
    }

    @Test
    void losesNothingWhenTheDatabaseIsUnavailableForLongerThanTheLease() throws Exception {
        // Given
        database.crash();
        customers.send(Customers.question("waiting", RETURNS)).get();
        await().until(() -> app.health("ready") == 503);
        await().until(() -> !app.isLeader());

        // When
        database.start();

        // Then
        assertThat(customers.nextReply().receiverUid()).isEqualTo("waiting");
        assertThat(app.health("live")).isEqualTo(200);
        app.awaitReady();
    }

    @Test
    void subscribesAgainAtABrokerThatLostItsSession() throws Exception {
        // Given
        broker.stop();
        await().until(() -> app.health("ready") == 503);

        // When
        broker.start();

        // Then
        app.awaitReady();
        customers.reconnect();
        assertThat(customers.ask("faithful", RETURNS)).isNotBlank();
    }

    @Test
    void answersByARuleThatWasInsertedIntoTheTable() throws Exception {
        // Given
        database.update(
                "insert into faq_rule (key, title, triggers, answers) values ('new', 'New', ?::jsonb, ?::jsonb)",
                "{\"exact\":[\"brand new question\"]}",
                "{\"variants\":[{\"en\":\"brand new answer\"}]}");
        app.awaitRules(Database.sample("rules").size() + 1);

        // When
        String answer = customers.ask("curious", "Brand-new  QUESTION?!");

        // Then
        assertThat(answer).isEqualTo("brand new answer");
        database.update("delete from faq_rule where key = 'new'");
    }

    @Test
    void writesNoCustomersTextToItsLog() throws Exception {
        // Given
        String secret = "my secret is " + UUID.randomUUID();

        // When
        customers.ask("discreet", secret);

        // Then
        assertThat(app.logText()).doesNotContain(secret);
    }

    @Test
    void servesTheSchemaThatTheClientsLoad() throws Exception {
        // Given
        String schema = Files.readString(Path.of("proto", "IM.proto"), StandardCharsets.UTF_8);

        // When
        String served = app.http("/im/js/IM.proto").body();

        // Then
        assertThat(served).isEqualTo(schema);
    }

    private String outcome(Frame frame) {
        String sql = "select outcome from exchange where message_id = ?";
        await().until(() -> !database.query(sql, frame.messageId()).isEmpty());
        return database.query(sql, frame.messageId()).get(0);
    }
}
