package io.nightdesk.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.nightdesk.deadletter.DeadLetterRepository;
import io.nightdesk.deadletter.ReplayRepository;
import io.nightdesk.deadletter.ReplayRequest;
import io.nightdesk.it.harness.Database;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Which failures of a real PostgreSQL reject a frame, and which ones the desk waits out. */
final class FrameFaultTest {

    private static final String ROLE = "desk";

    private static Database database;
    private static PGSimpleDataSource asRole;

    private final ProcessorFixture desk = new ProcessorFixture();
    private final BatchExecutor executor =
            desk.executor(new ExchangeRepository(asRole, new DeadLetterRepository(100), new ReplayRepository(asRole)));

    @BeforeAll
    static void start(@TempDir Path home) throws Exception {
        database = new Database(home.resolve("postgres"));
        database.migrated();
        database.update("create role " + ROLE + " login");
        database.update("grant all on all tables in schema public to " + ROLE);
        database.update("grant all on all sequences in schema public to " + ROLE);
        asRole = new PGSimpleDataSource();
        asRole.setUrl(database.jdbcUrl());
        asRole.setUser(ROLE);
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
    }

    @BeforeEach
    void leadWithEmptyTables() {
        database.update("truncate exchange, pending_reply, session, rejected_frame");
        database.update("update leader_lease set epoch = ?, holder = ?", desk.term.epoch(), desk.term.holder());
    }

    private static UUID id(int number) {
        return new UUID(1, number);
    }

    /** A question with a text that cannot be compressed. */
    private Message<InboundFrame> question(int number, int length) {
        String text = new Random(number)
                .ints(length, '一', '一' + 20_000)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        return desk.text("c" + number, ProcessorFixture.DESK, id(number), text, Optional.empty());
    }

    private static List<String> outcomes() {
        return database.query("select customer_uid || ' ' || outcome from exchange order by id");
    }

    private static List<String> rejected() {
        return database.query("select reason || ' ' || (octet_length(head) = size) from rejected_frame order by id");
    }

    @Test
    void storesAndAnswersATextThatAClientCutAndPadded() throws Exception {
        // Given a text that ends in half an emoji, encoded by itself, and in NUL
        byte[] frame = desk.frame("c1", ProcessorFixture.DESK, id(1), ProcessorFixture.QUESTION + "###\0");
        int mark = new String(frame, StandardCharsets.ISO_8859_1).indexOf("###");
        System.arraycopy(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0xBD}, 0, frame, mark, 3);

        // When
        executor.process(List.of(desk.message(frame, desk.term, Optional.empty(), Optional.empty())));

        // Then
        assertThat(outcomes()).containsExactly("c1 ANSWERED");
        assertThat(database.query("select question from exchange"))
                .containsExactly(ProcessorFixture.QUESTION + "\uFFFD");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "read-only (25006)|alter role desk set default_transaction_read_only = on|alter role desk reset all",
                "no privilege (42501)|revoke insert on exchange from desk|grant insert on exchange to desk",
                "no table (42P01)|alter table exchange rename to moved|alter table moved rename to exchange",
                "no login (28000)|alter role desk nologin|alter role desk login",
                "no connection (53300)|alter role desk connection limit 0|alter role desk connection limit -1",
                "a column that an older version does not fill (23502)|alter table exchange add column extra text not"
                        + " null|alter table exchange drop column extra",
                "a constraint that no frame meets (23514)|alter table exchange add constraint test_only check (id < 0)"
                        + "|alter table exchange drop constraint test_only",
            })
    void waitsWhileNoFrameCanBeStored(String cause, String begin, String end) throws Exception {
        // Given
        database.update(begin);
        desk.onPause = () -> {
            if (desk.pauses.size() == 2) {
                database.update(end);
            }
        };

        // When
        executor.process(List.of(desk.question("c1", id(1)), desk.question("c2", id(2))));

        // Then
        assertThat(desk.pauses).as(cause).hasSize(2);
        assertThat(outcomes()).containsExactly("c1 ANSWERED", "c2 ANSWERED");
        assertThat(rejected()).isEmpty();
        assertThat(desk.acknowledged).containsExactly(id(1), id(2));
    }

    static Stream<Arguments> waitsOutAFailureThatIsNotTheFrames() {
        return Stream.of(
                argumentSet("out of memory", new IllegalStateException(new OutOfMemoryError())),
                argumentSet("the connection pool", new IllegalStateException(new SQLException("timeout"))),
                argumentSet("the key of a frame", violation("exchange_frame_key")),
                argumentSet("the key of an exchange", violation("exchange_pkey")),
                argumentSet("the key of a reply", violation("exchange_reply")),
                argumentSet("the key of a pending reply", violation("pending_reply_pkey")));
    }

    private static RuntimeException violation(String constraint) {
        return new IllegalStateException(new PSQLException(
                new ServerErrorMessage("SERROR\0VERROR\0C23505\0Mduplicate key\0n" + constraint + "\0\0")));
    }

    @ParameterizedTest
    @MethodSource
    void waitsOutAFailureThatIsNotTheFrames(RuntimeException failure) {
        // When
        boolean isPossible = FrameFault.isPossible(failure);

        // Then
        assertThat(isPossible).isFalse();
    }

    @Test
    void takesAFailureOfItsOwnCodeForAPossibleFaultOfTheFrame() {
        // When
        boolean isPossible = FrameFault.isPossible(new NullPointerException());

        // Then
        assertThat(isPossible).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"lock_timeout", "statement_timeout"})
    void waitsWhileATableIsLocked(String timeout) throws Exception {
        // Given
        database.update("alter role desk set " + timeout + " = '20ms'");
        Connection lock = database.holding("lock table exchange in access exclusive mode");
        desk.onPause = () -> {
            if (desk.pauses.size() == 2) {
                release(lock);
                database.update("alter role desk reset all");
            }
        };

        // When
        executor.process(List.of(desk.question("c1", id(1)), desk.question("c2", id(2))));

        // Then
        assertThat(desk.pauses).hasSize(2);
        assertThat(outcomes()).containsExactly("c1 ANSWERED", "c2 ANSWERED");
        assertThat(rejected()).isEmpty();
    }

    private static void release(Connection lock) {
        try {
            lock.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void waitsWhileNoFrameOfAnAgentCanBeStored() throws Exception {
        // Given
        database.update("alter table exchange add constraint test_only check (outcome <> 'AGENT_MESSAGE')");
        desk.onPause = () -> database.update("alter table exchange drop constraint test_only");

        // When
        executor.process(List.of(
                desk.question("c1", id(1)), desk.text(ProcessorFixture.DESK, "c2", id(2), "你好", Optional.empty())));

        // Then
        assertThat(outcomes()).containsExactly("c1 ANSWERED", "c2 AGENT_MESSAGE");
        assertThat(rejected()).isEmpty();
    }

    /** A trigger sees the values of one frame, but the class of its exception does not say that they are at fault. */
    @Test
    void waitsWhileATriggerRaisesAnExceptionForOneFrame() throws Exception {
        // Given
        database.update("create function refuse() returns trigger language plpgsql as"
                + " 'begin if new.customer_uid = ''c2'' then raise exception ''no''; end if; return new; end'");
        database.update("create trigger refuse before insert on exchange for each row execute function refuse()");
        desk.onPause = () -> database.update("drop trigger refuse on exchange");

        // When
        executor.process(List.of(desk.question("c1", id(1)), desk.question("c2", id(2))));

        // Then
        assertThat(outcomes()).containsExactly("c1 ANSWERED", "c2 ANSWERED");
        assertThat(rejected()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "an index row beyond the limit (54000)|create index test_only on exchange (question)|drop index"
                        + " test_only",
                "a constraint (23514)|alter table exchange add constraint test_only check (length(question) < 1500)"
                        + "|alter table exchange drop constraint test_only",
                "a deferred constraint (23514)|create constraint trigger test_only after insert on exchange deferrable"
                        + " initially deferred for each row when (length(new.question) > 1500) execute function"
                        + " refuse_value()|drop trigger test_only on exchange",
            })
    void storesOnlyTheFrameAtFaultWholeAndAnswersItOnceItsCauseIsGone(String cause, String begin, String end)
            throws Exception {
        // Given
        database.update("create or replace function refuse_value() returns trigger language plpgsql as"
                + " 'begin raise exception using errcode = ''23514''; end'");
        database.update(begin);
        Message<InboundFrame> refused = question(2, 2_000);
        executor.process(List.of(desk.question("c1", id(1)), refused, desk.question("c3", id(3))));
        assertThat(outcomes()).as(cause).containsExactly("c1 ANSWERED", "c3 ANSWERED");
        assertThat(rejected()).containsExactly("not_storable true");
        assertThat(desk.acknowledged).containsExactly(id(1), id(2), id(3));
        database.update(end);
        database.update("update rejected_frame set replay_requested_at = '2026-11-27 21:00:00Z'");
        ReplayRequest request = new ReplayRequest(
                database.count("select id from rejected_frame"), ProcessorFixture.NOW.plus(Duration.ofHours(1)));

        // When
        executor.process(List.of(desk.replayed(refused.getPayload().bytes(), request)));

        // Then
        assertThat(outcomes()).hasSize(3);
        assertThat(database.query(
                        "select e.customer_uid from rejected_frame r join exchange e on e.id = r.exchange_id"))
                .containsExactly("c2");
        assertThat(desk.pauses).isEmpty();
    }
}
