package io.nightdesk.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.nightdesk.database.SqlErrors;
import io.nightdesk.deadletter.RejectedFrame;
import io.nightdesk.decision.Outcome;
import io.nightdesk.frame.RejectReason;
import io.nightdesk.inbox.BatchResult.Statistics;
import io.nightdesk.inbox.BatchStore.CommitResult;
import io.nightdesk.inbox.BatchStore.Lookup;
import io.nightdesk.inbox.Exchange.FrameKey;
import io.nightdesk.inbox.Exchange.StoredReply;
import io.nightdesk.leader.LeaderTerm;
import io.nightdesk.leader.Terms;
import io.nightdesk.outbox.DeliveryReport;
import io.nightdesk.outbox.PendingReply;
import io.nightdesk.outbox.ReplyPublisher;
import io.nightdesk.outbox.WithholdReason;
import io.nightdesk.session.SessionRepository.Versioned;
import io.nightdesk.session.SessionState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link BatchStore} does: the tables in PostgreSQL, and those in memory that other tests use in their place. */
abstract class BatchStoreContract {

    static final Instant NOW = Instant.parse("2026-11-27T20:00:00Z");

    final LeaderTerm term = Terms.endless(1);
    private final LeaderTerm other = Terms.endless(2);
    private final ReplyPublisher publisher = new ProcessorFixture.Publisher(term);

    /** An empty store whose lease nobody holds. */
    abstract BatchStore store();

    abstract void becomeLeader(LeaderTerm leader);

    abstract List<Long> pendingIds();

    abstract List<Long> exchangeIds();

    abstract Map<Long, WithholdReason> withheld();

    abstract List<RejectReason> rejected();

    /** Somebody changes a session by hand. */
    abstract void changeSession(String customerUid, Versioned session);

    @BeforeEach
    void lead() {
        becomeLeader(term);
    }

    private static UUID uuid(long number) {
        return new UUID(1, number);
    }

    static Exchange exchange(long id, String customer) {
        return new Exchange(
                id,
                new FrameKey(customer, uuid(id)),
                new byte[] {1, 2, (byte) id},
                NOW,
                customer,
                Optional.of("怎么退货"),
                Outcome.ANSWERED,
                Optional.of("returns"),
                Optional.of("{}"),
                Optional.of(new StoredReply(uuid(1_000 + id), new byte[] {9, (byte) id})));
    }

    private static Exchange agentMessage(long id, UUID messageId) {
        return new Exchange(
                id,
                new FrameKey("88888", messageId),
                new byte[] {3},
                NOW,
                "c1",
                Optional.empty(),
                Outcome.AGENT_MESSAGE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static BatchResult result(Map<String, Versioned> expected, Map<String, Versioned> changed, Exchange... exchanges) {
        return new BatchResult(
                List.of(exchanges),
                List.of(exchanges).stream()
                        .map(e -> new PendingReply(
                                e.id(), e.customerUid(), e.reply().orElseThrow().bytes(), NOW, true))
                        .toList(),
                expected,
                changed,
                Map.of(),
                List.of(),
                List.of(),
                Statistics.NONE);
    }

    static BatchResult result(Exchange... exchanges) {
        return result(Map.of(), Map.of(), exchanges);
    }

    private Versioned stored(String customer) {
        return store().lookUp(new Lookup(List.of(), List.of(), List.of(customer), List.of()))
                .sessions()
                .get(customer);
    }

    @Test
    void storesExchangesWithTheirRepliesPending() {
        // When
        CommitResult ended = store().commit(term, result(exchange(1, "c1"), exchange(2, "c2")), List.of());

        // Then
        assertThat(ended).isEqualTo(CommitResult.COMMITTED);
        assertThat(exchangeIds()).containsExactly(1L, 2L);
        assertThat(pendingIds()).containsExactly(1L, 2L);
        assertThat(store().lastExchangeId()).isEqualTo(2);
    }

    @Test
    void storesNothingForAReplicaThatIsNotTheLeader() {
        // Given
        store().commit(term, result(exchange(1, "c1")), List.of());
        becomeLeader(other);
        BatchResult rejected = result(exchange(2, "c2"))
                .withRejected(List.of(RejectedFrame.of(NOW, RejectReason.TOO_LARGE, 3, new byte[3])));

        // When
        CommitResult batch = store().commit(term, rejected, List.of(DeliveryReport.confirmed(1, publisher)));
        CommitResult reports = store().commit(
                        term,
                        BatchResult.EMPTY,
                        List.of(DeliveryReport.withheld(1, publisher, WithholdReason.MODE_OFF)));

        // Then
        assertThat(List.of(batch, reports)).containsOnly(CommitResult.TERM_ENDED);
        assertThat(exchangeIds()).containsExactly(1L);
        assertThat(pendingIds()).containsExactly(1L);
        assertThat(withheld()).isEmpty();
        assertThat(rejected()).isEmpty();
    }

    @Test
    void storesNothingWhenASessionHasAnotherVersionThanExpected() {
        // Given
        Versioned changed = new Versioned(-7, SessionState.NEW.fallbackGiven(NOW));
        changeSession("c1", changed);

        // When
        CommitResult ended =
                store().commit(term, result(Map.of("c1", Versioned.NEW), Map.of(), exchange(1, "c1")), List.of());

        // Then
        assertThat(ended).isEqualTo(CommitResult.STATE_CHANGED);
        assertThat(exchangeIds()).isEmpty();
        assertThat(stored("c1")).isEqualTo(changed);
    }

    @Test
    void storesNothingWhenAFrameThatCountsAsAnAgentsIsAReplyOfThisDesk() {
        // Given
        store().commit(term, result(exchange(1, "c1")), List.of());
        BatchResult assumed = new BatchResult(
                List.of(agentMessage(2, uuid(1_001)), agentMessage(3, uuid(3))),
                List.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                List.of(RejectedFrame.of(NOW, RejectReason.TOO_LARGE, 3, new byte[3])),
                List.of(),
                Statistics.NONE);

        // When
        CommitResult ended =
                store().commit(term, assumed, List.of(DeliveryReport.withheld(1, publisher, WithholdReason.MODE_OFF)));

        // Then
        assertThat(ended).isEqualTo(CommitResult.STATE_CHANGED);
        assertThat(exchangeIds()).containsExactly(1L);
        assertThat(pendingIds()).containsExactly(1L);
        assertThat(withheld()).isEmpty();
        assertThat(rejected()).isEmpty();
    }

    @Test
    void storesSessionsUnderTheIdOfTheLastExchange() {
        // Given
        SessionState state =
                SessionState.NEW.handedOff(NOW, Duration.ofHours(2)).fallbackGiven(NOW);

        // When
        CommitResult ended = store().commit(
                        term,
                        result(
                                Map.of("c1", Versioned.NEW),
                                Map.of("c1", new Versioned(0, state)),
                                exchange(1, "c1"),
                                exchange(2, "c1")),
                        List.of());

        // Then
        assertThat(ended).isEqualTo(CommitResult.COMMITTED);
        assertThat(stored("c1")).isEqualTo(new Versioned(2, state));
    }

    @Test
    void rejectsAFrameThatWasDecidedBefore() {
        // Given
        store().commit(term, result(exchange(1, "c1")), List.of());
        Exchange first = exchange(1, "c1");
        Exchange again = new Exchange(
                2,
                first.key(),
                first.payloadHash(),
                NOW,
                "c1",
                Optional.empty(),
                Outcome.COOLDOWN,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        BatchResult result = new BatchResult(
                List.of(again), List.of(), Map.of(), Map.of(), Map.of(), List.of(), List.of(), Statistics.NONE);

        // When
        Throwable failure = catchThrowable(() -> store().commit(term, result, List.of()));

        // Then
        assertThat(SqlErrors.isUniqueViolation(failure, ExchangeRepository.FRAME_KEY))
                .isTrue();
        assertThat(exchangeIds()).containsExactly(1L);
    }

    @Test
    void rejectsAnIdThatIsInUse() {
        // Given
        store().commit(term, result(exchange(1, "c1")), List.of());
        Exchange other = exchange(1, "c2");
        Exchange sameId = new Exchange(
                1,
                new FrameKey("c2", uuid(77)),
                other.payloadHash(),
                NOW,
                "c2",
                Optional.empty(),
                Outcome.COOLDOWN,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        BatchResult result = new BatchResult(
                List.of(sameId), List.of(), Map.of(), Map.of(), Map.of(), List.of(), List.of(), Statistics.NONE);

        // When
        Throwable failure = catchThrowable(() -> store().commit(term, result, List.of()));

        // Then
        assertThat(SqlErrors.isUniqueViolation(failure, ExchangeRepository.PRIMARY_KEY))
                .isTrue();
    }

    @Test
    void recordsConfirmedAndWithheldRepliesWithABatch() {
        // Given
        store().commit(term, result(exchange(1, "c1"), exchange(2, "c2"), exchange(3, "c3")), List.of());

        // When
        store().commit(
                        term,
                        result(exchange(4, "c4")),
                        List.of(
                                DeliveryReport.confirmed(1, publisher),
                                DeliveryReport.withheld(2, publisher, WithholdReason.AGENT_TOOK_OVER)));

        // Then
        assertThat(pendingIds()).containsExactly(3L, 4L);
        assertThat(withheld()).isEqualTo(Map.of(2L, WithholdReason.AGENT_TOOK_OVER));
    }

    @Test
    void findsFramesOwnRepliesAndSessions() {
        // Given
        store().commit(term, result(exchange(1, "c1")), List.of());
        Versioned session = new Versioned(-3, SessionState.NEW.fallbackGiven(NOW));
        changeSession("c1", session);

        // When
        KnownState known = store().lookUp(new Lookup(
                List.of(uuid(1), uuid(2)), List.of(uuid(1_001), uuid(5)), List.of("c1", "c2"), List.of()));

        // Then
        assertThat(known.hashes()).containsOnlyKeys(new FrameKey("c1", uuid(1)));
        assertThat(known.hashes().get(new FrameKey("c1", uuid(1)))).isEqualTo(new byte[] {1, 2, 1});
        assertThat(known.ownReplies()).containsExactly(uuid(1_001));
        assertThat(known.sessions()).isEqualTo(Map.of("c1", session, "c2", Versioned.NEW));
    }

    @Test
    void storesRejectedFrames() {
        // When
        store().commit(
                        term,
                        BatchResult.EMPTY.withRejected(
                                List.of(RejectedFrame.of(NOW, RejectReason.TOO_LARGE, 70_000, new byte[70_000]))),
                        List.of());

        // Then
        assertThat(rejected()).containsExactly(RejectReason.TOO_LARGE);
    }

    @Test
    void storesNothingInADryRun() {
        // When
        CommitResult ended = store().dryRun(term, result(exchange(1, "c1")));

        // Then
        assertThat(ended).isEqualTo(CommitResult.COMMITTED);
        assertThat(exchangeIds()).isEmpty();
        assertThat(pendingIds()).isEmpty();
    }

    @Test
    void failsADryRunWhenTheCommitWouldFail() {
        // Given
        store().commit(term, result(exchange(1, "c1")), List.of());

        // When
        Throwable failure = catchThrowable(() -> store().dryRun(term, result(exchange(1, "c1"))));

        // Then
        assertThat(SqlErrors.isUniqueViolation(failure, ExchangeRepository.PRIMARY_KEY))
                .isTrue();
    }

    @Test
    void hasNoLastExchangeWhileItIsEmpty() {
        // When
        long last = store().lastExchangeId();

        // Then
        assertThat(last).isZero();
    }
}
