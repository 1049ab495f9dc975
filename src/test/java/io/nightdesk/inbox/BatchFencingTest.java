package io.nightdesk.inbox;

import static io.nightdesk.inbox.ProcessorFixture.DESK;
import static io.nightdesk.inbox.ProcessorFixture.NOW;
import static io.nightdesk.inbox.ProcessorFixture.QUESTION;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.deadletter.ReplayRequest;
import io.nightdesk.inbox.FakeBatchStore.Failure;
import io.nightdesk.leader.LeaderTerm;
import io.nightdesk.leader.Terms;
import io.nightdesk.outbox.DeliveryReport;
import io.nightdesk.outbox.WithholdReason;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a replica stores that is not the leader any more, and its delivery reports. */
final class BatchFencingTest {

    private final ProcessorFixture desk = new ProcessorFixture();
    private final BatchExecutor executor = desk.executor();

    private static UUID id(int number) {
        return new UUID(1, number);
    }

    @Nested
    final class Fencing {

        private final LeaderTerm other = Terms.endless(2);

        @Test
        void storesAndAcknowledgesNothingWhenAnotherReplicaIsLeader() throws Exception {
            // Given
            desk.store.becomesLeader(other);

            // When
            executor.process(List.of(desk.question("c1", id(1))));

            // Then
            assertThat(desk.store.exchanges()).isEmpty();
            assertThat(desk.acknowledged).isEmpty();
            assertThat(desk.publisher.published).isEmpty();
            assertThat(desk.term.isValid()).isFalse();
        }

        @Test
        void handsOutNoPendingReplyWhenAnotherReplicaIsLeader() throws Exception {
            // Given
            executor.process(List.of(desk.question("c1", id(1))));
            ProcessorFixture.Publisher second = new ProcessorFixture.Publisher(desk.term);
            desk.outbox.opened(second);
            desk.store.becomesLeader(other);

            // When
            executor.fillOutbox();

            // Then
            assertThat(second.published).isEmpty();
            assertThat(desk.term.isValid()).isFalse();
        }

        @Test
        void recordsNoDeliveryOfATermThatIsOver() throws Exception {
            // Given
            executor.process(List.of(desk.question("c1", id(1))));
            desk.outbox.reported(DeliveryReport.withheld(1, desk.publisher, WithholdReason.MODE_OFF));
            desk.store.becomesLeader(other);

            // When
            executor.recordReports();

            // Then
            assertThat(desk.store.withheld()).isEmpty();
            assertThat(desk.store.pendingIds()).containsExactly(1L);
            assertThat(desk.outbox.unrecorded()).isZero();
        }

        @Test
        void rejectsNoFrameInATermThatIsOver() throws Exception {
            // Given
            desk.store.becomesLeader(other);

            // When
            executor.process(List.of(desk.undecodable()));

            // Then
            assertThat(desk.store.rejected()).isEmpty();
            assertThat(desk.acknowledged).isEmpty();
        }

        @Test
        void recordsNoReplayResultInATermThatIsOver() throws Exception {
            // Given
            ReplayRequest request = new ReplayRequest(7, NOW);
            desk.store.openReplay(request);
            desk.store.becomesLeader(other);

            // When
            executor.process(List.of(desk.replayed(desk.frame("c1", DESK, id(1), QUESTION), request)));

            // Then
            assertThat(desk.store.replayResults()).isEmpty();
        }

        @Test
        void dropsFramesOfATermThatIsOver() throws Exception {
            // Given
            desk.term.end();

            // When
            executor.process(List.of(desk.question("c1", id(1))));

            // Then
            assertThat(desk.store.commits()).isZero();
            assertThat(desk.acknowledged).isEmpty();
        }

        @Test
        void givesUpWhenTheTermEndsWhileTheDatabaseIsUnavailable() throws Exception {
            // Given
            desk.store.failNext(Failure.BEFORE, Failure.BEFORE);
            desk.onPause = desk.term::end;

            // When
            executor.process(List.of(desk.question("c1", id(1))));

            // Then
            assertThat(desk.store.commits()).isZero();
            assertThat(desk.pauses).hasSize(1);
        }
    }

    @Nested
    final class Reports {

        @Test
        void areRecordedWithTheNextBatch() throws Exception {
            // Given
            executor.process(List.of(desk.question("c1", id(1))));
            desk.outbox.reported(DeliveryReport.confirmed(1, desk.publisher));

            // When
            executor.process(List.of(desk.question("c2", id(2))));

            // Then
            assertThat(desk.store.pendingIds()).containsExactly(2L);
            assertThat(desk.store.commits()).isEqualTo(2);
            assertThat(desk.outbox.unrecorded()).isZero();
        }

        @Test
        void areKeptWhenRecordingThemFails() throws Exception {
            // Given
            executor.process(List.of(desk.question("c1", id(1))));
            desk.outbox.reported(DeliveryReport.confirmed(1, desk.publisher));
            desk.store.failNext(Failure.BEFORE);

            // When
            executor.recordReports();

            // Then
            assertThat(desk.store.pendingIds()).containsExactly(1L);
            assertThat(desk.outbox.unrecorded()).isEqualTo(1);
        }

        @Test
        void ofAWithheldReplyNameTheReason() throws Exception {
            // Given
            executor.process(List.of(desk.question("c1", id(1))));
            desk.outbox.reported(DeliveryReport.withheld(1, desk.publisher, WithholdReason.OPENING_HOURS));

            // When
            executor.recordReports();

            // Then
            assertThat(desk.store.withheld()).isEqualTo(Map.of(1L, WithholdReason.OPENING_HOURS));
            assertThat(desk.store.pendingIds()).isEmpty();
        }
    }
}
