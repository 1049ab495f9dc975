package io.nightdesk.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.deadletter.DeadLetterRepository;
import io.nightdesk.deadletter.RejectedFrame;
import io.nightdesk.deadletter.ReplayRepository;
import io.nightdesk.deadletter.ReplayRequest;
import io.nightdesk.deadletter.ReplayResult;
import io.nightdesk.decision.Outcome;
import io.nightdesk.frame.RejectReason;
import io.nightdesk.inbox.BatchResult.Statistics;
import io.nightdesk.inbox.BatchStore.Lookup;
import io.nightdesk.it.harness.Database;
import io.nightdesk.leader.LeaderTerm;
import io.nightdesk.outbox.DeliveryReport;
import io.nightdesk.outbox.WithholdReason;
import io.nightdesk.session.SessionRepository.Versioned;
import io.nightdesk.session.SessionState;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** The tables in a real PostgreSQL. */
final class ExchangeRepositoryTest extends BatchStoreContract {

    private static Database database;
    private static ExchangeRepository repository;

    @BeforeAll
    static void start(@TempDir Path home) throws Exception {
        database = new Database(home.resolve("postgres"));
        PGSimpleDataSource dataSource = database.migrated();
        repository = new ExchangeRepository(dataSource, new DeadLetterRepository(2), new ReplayRepository(dataSource));
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
    }

    @BeforeEach
    void empty() {
        database.update("truncate exchange, pending_reply, session, rejected_frame");
    }

    @Override
    BatchStore store() {
        return repository;
    }

    @Override
    void becomeLeader(LeaderTerm leader) {
        database.update("update leader_lease set epoch = ?, holder = ?", leader.epoch(), leader.holder());
    }

    @Override
    List<Long> pendingIds() {
        return longs("select exchange_id from pending_reply order by 1");
    }

    @Override
    List<Long> exchangeIds() {
        return longs("select id from exchange order by 1");
    }

    @Override
    Map<Long, WithholdReason> withheld() {
        return database.query("select id || ' ' || withheld from exchange where withheld is not null").stream()
                .map(row -> row.split(" "))
                .collect(Collectors.toMap(row -> Long.valueOf(row[0]), row -> WithholdReason.valueOf(row[1])));
    }

    @Override
    List<RejectReason> rejected() {
        return database.query("select reason from rejected_frame order by id").stream()
                .map(code -> RejectReason.valueOf(code.toUpperCase(Locale.ROOT)))
                .toList();
    }

    @Override
    void changeSession(String customerUid, Versioned session) {
        SessionState state = session.state();
        database.update(
                "insert into session (customer_uid, version, taken_over_until, fallback_at)"
                        + " values (?, ?, ?::timestamptz, ?::timestamptz)",
                customerUid,
                session.version(),
                state.takenOverUntil().toString(),
                state.fallbackAt().toString());
    }

    private static List<Long> longs(String sql) {
        return database.query(sql).stream().map(Long::valueOf).toList();
    }

    @Test
    void tellsACustomerAgainWhoseNoticeWasWithheld() {
        // Given
        Exchange answered = exchange(1, "c1");
        Exchange notice = new Exchange(
                1,
                answered.key(),
                answered.payloadHash(),
                NOW,
                "c1",
                answered.question(),
                Outcome.NOTICE,
                answered.ruleKey(),
                answered.trace(),
                answered.reply());
        store().commit(
                        term,
                        result(
                                Map.of("c1", Versioned.NEW),
                                Map.of("c1", new Versioned(0, SessionState.NEW.noticeGiven(NOW))),
                                notice),
                        List.of());

        // When
        store().commit(
                        term,
                        BatchResult.EMPTY,
                        List.of(DeliveryReport.withheld(
                                1, new ProcessorFixture.Publisher(term), WithholdReason.AGENT_TOOK_OVER)));

        // Then
        assertThat(database.query("select extract(epoch from notice_at)::int || ' ' || (version < 0) || ' '"
                        + " || previous_version from session"))
                .containsExactly("0 true 1");
    }

    @Test
    void deletesTheOldestRejectedFramesBeyondTheLimit() {
        // Given
        store().commit(term, rejected(3), List.of());

        // When
        store().commit(term, rejected(2), List.of());

        // Then
        assertThat(rejected()).hasSize(2);
    }

    @Test
    void keepsAFrameThatCouldNotBeStoredHoweverManyOthersAreRejected() {
        // Given
        store().commit(term, rejected(2, RejectReason.NOT_STORABLE), List.of());

        // When
        store().commit(term, rejected(5), List.of());

        // Then
        assertThat(rejected())
                .containsExactly(
                        RejectReason.NOT_STORABLE,
                        RejectReason.NOT_STORABLE,
                        RejectReason.NOT_PROTOBUF,
                        RejectReason.NOT_PROTOBUF);
    }

    private static BatchResult rejected(int frames) {
        return rejected(frames, RejectReason.NOT_PROTOBUF);
    }

    private static BatchResult rejected(int frames, RejectReason reason) {
        RejectedFrame[] all = new RejectedFrame[frames];
        Arrays.fill(all, RejectedFrame.of(NOW, reason, 1, new byte[] {1}));
        return BatchResult.EMPTY.withRejected(List.of(all));
    }

    @Test
    void recordsTheResultOfAnOpenReplayRequest() {
        // Given
        database.update("insert into rejected_frame (id, received_at, reason, size, head, replay_requested_at)"
                + " values (7, now(), 'not_protobuf', 1, 'x', '2026-11-27 20:00:00Z')");
        ReplayRequest open = new ReplayRequest(7, NOW);
        ReplayRequest withdrawn = new ReplayRequest(8, NOW);
        BatchResult result = new BatchResult(
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                List.of(),
                List.of(ReplayResult.rejected(open, RejectReason.NOT_PROTOBUF)),
                Statistics.NONE);

        // When
        KnownState before = store().lookUp(new Lookup(List.of(), List.of(), List.of(), List.of(open, withdrawn)));
        store().commit(term, result, List.of());
        KnownState after = store().lookUp(new Lookup(List.of(), List.of(), List.of(), List.of(open)));

        // Then
        assertThat(before.openReplays()).containsExactly(open);
        assertThat(after.openReplays()).isEmpty();
        assertThat(database.query("select replay_outcome || ' ' || replay_reason from rejected_frame"))
                .containsExactly("REJECTED not_protobuf");
    }
}
