package io.nightdesk.inbox;

import static io.nightdesk.inbox.ProcessorFixture.DESK;
import static io.nightdesk.inbox.ProcessorFixture.NOW;
import static io.nightdesk.inbox.ProcessorFixture.QUESTION;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.deadletter.ReplayRequest;
import io.nightdesk.deadletter.ReplayResult;
import io.nightdesk.decision.Outcome;
import io.nightdesk.frame.RejectReason;
import io.nightdesk.inbox.FakeBatchStore.Failure;
import io.nightdesk.leader.LeaderTerm;
import io.nightdesk.leader.Terms;
import io.nightdesk.outbox.DeliveryReport;
import io.nightdesk.outbox.WithholdReason;
import io.nightdesk.session.SessionRepository.Versioned;
import io.nightdesk.session.SessionState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Deciding, committing and acknowledging batches, with tables in memory that fail on demand. */
final class BatchExecutorTest {

    private final ProcessorFixture desk = new ProcessorFixture();
    private final BatchExecutor executor = desk.executor();

    private static UUID id(int number) {
        return new UUID(1, number);
    }

    @Test
    void acknowledgesAndHandsOutRepliesInOrderAfterTheCommit() throws Exception {
        // Given
        List<Message<InboundFrame>> frames = IntStream.rangeClosed(1, 3)
                .mapToObj(i -> desk.question("c" + i, id(i)))
                .toList();

        // When
        executor.process(frames);

        // Then
        assertThat(desk.store.exchanges()).extracting(Exchange::id).containsExactly(1L, 2L, 3L);
        assertThat(desk.acknowledged).containsExactly(id(1), id(2), id(3));
        assertThat(desk.publisher.ids()).containsExactly(1L, 2L, 3L);
        assertThat(desk.store.commits()).isEqualTo(1);
    }

    @Test
    void skipsTheLookUpForNewFramesOfCachedSessions() throws Exception {
        // Given
        executor.process(List.of(desk.question("c1", id(1))));

        // When
        executor.process(List.of(desk.question("c1", id(2)), desk.question("c2", id(3))));

        // Then
        assertThat(desk.store.lookUps()).isZero();
        assertThat(desk.store.exchanges()).extracting(Exchange::outcome).containsOnly(Outcome.ANSWERED);
    }

    @Nested
    final class Duplicates {

        @Test
        void answersAFrameOnceThatComesTwiceInABatch() throws Exception {
            // When
            executor.process(List.of(desk.question("c1", id(1)), desk.question("c1", id(1))));

            // Then
            assertThat(desk.store.exchanges()).hasSize(1);
            assertThat(desk.publisher.ids()).containsExactly(1L);
            assertThat(desk.acknowledged).containsExactly(id(1), id(1));
            assertThat(desk.frames("duplicate")).isEqualTo(1);
        }

        @Test
        void answersAFrameOnceThatComesAgainInALaterBatch() throws Exception {
            // Given
            executor.process(List.of(desk.question("c1", id(1))));

            // When
            executor.process(List.of(desk.question("c1", id(1)), desk.question("c2", id(2))));

            // Then
            assertThat(desk.store.exchanges())
                    .extracting(exchange -> exchange.key().messageId())
                    .containsExactly(id(1), id(2));
            assertThat(desk.acknowledged).containsExactly(id(1), id(1), id(2));
            assertThat(desk.frames("duplicate")).isEqualTo(1);
        }

        @Test
        void findsAFrameOfAnEarlierTermThatComesAgainInABacklog() throws Exception {
            // Given
            executor.process(List.of(desk.question("c1", id(1))));

            // When
            executor.process(List.of(desk.waited("c1", id(1))));

            // Then
            assertThat(desk.store.exchanges()).hasSize(1);
            assertThat(desk.frames("duplicate")).isEqualTo(1);
        }

        @Test
        void countsAnotherPayloadUnderAKnownMessageId() throws Exception {
            // Given
            executor.process(List.of(desk.question("c1", id(1))));

            // When
            executor.process(List.of(desk.text("c1", DESK, id(1), "你好", Optional.empty())));

            // Then
            assertThat(desk.store.exchanges()).hasSize(1);
            assertThat(desk.frames("message_id_reused")).isEqualTo(1);
        }

        @Test
        void recognisesAReplyOfTheDeskThatComesBack() throws Exception {
            // Given
            executor.process(List.of(desk.question("c1", id(1))));
            UUID reply = desk.store.exchanges().get(0).reply().orElseThrow().id();

            // When
            executor.process(List.of(desk.text(DESK, "c1", reply, QUESTION, Optional.empty())));

            // Then
            assertThat(desk.store.exchanges()).hasSize(1);
            assertThat(desk.frames("own_reply")).isEqualTo(1);
            assertThat(desk.takeovers.isTakenOver("c1", NOW)).isFalse();
        }
    }

    @Nested
    final class Isolation {

        @Test
        void rejectsTheOnlyFrameThatCannotBeStoredAndAnswersTheOthersInOrder() throws Exception {
            // Given
            desk.store.refuse(exchange -> exchange.key().messageId().equals(id(6)));
            List<Message<InboundFrame>> frames = IntStream.rangeClosed(1, 9)
                    .mapToObj(i -> desk.question("c" + i, id(i)))
                    .toList();

            // When
            executor.process(frames);

            // Then
            assertThat(desk.store.exchanges())
                    .extracting(exchange -> exchange.key().messageId())
                    .containsExactly(id(1), id(2), id(3), id(4), id(5), id(7), id(8), id(9));
            assertThat(desk.store.rejected())
                    .extracting(frame -> frame.reason())
                    .containsExactly(RejectReason.NOT_STORABLE);
            assertThat(desk.acknowledged)
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, 9)
                            .mapToObj(BatchExecutorTest::id)
                            .toList());
        }

        @Test
        void rejectsNothingWhileTheDatabaseIsUnavailable() throws Exception {
            // Given
            desk.store.failNext(Failure.BEFORE, Failure.BEFORE, Failure.BEFORE, Failure.BEFORE);

            // When
            executor.process(List.of(desk.question("c1", id(1))));

            // Then
            assertThat(desk.store.rejected()).isEmpty();
            assertThat(desk.store.exchanges()).hasSize(1);
            assertThat(desk.pauses)
                    .containsExactly(
                            Duration.ofMillis(50),
                            Duration.ofMillis(100),
                            Duration.ofMillis(200),
                            Duration.ofMillis(400));
        }

        @Test
        void finishesNoFrameTwiceWhenAnOutageInterruptsTheIsolation() throws Exception {
            // Given
            desk.store.refuse(exchange -> exchange.key().messageId().equals(id(3)));
            desk.store.failCommitsAfter(2, 1);

            // When
            executor.process(List.of(
                    desk.question("c1", id(1)),
                    desk.undecodable(),
                    desk.question("c3", id(3)),
                    desk.question("c4", id(4))));

            // Then
            assertThat(desk.acknowledged).containsExactlyInAnyOrder(id(1), new UUID(0, 0), id(3), id(4));
            assertThat(desk.store.rejected()).hasSize(2);
            assertThat(desk.frames("duplicate")).isZero();
        }

        @Test
        void storesFramesThatCannotBeStoredUpToTheRateOfRejectedFrames() throws Exception {
            // Given
            desk.store.refuse(exchange -> true);

            // When
            executor.process(IntStream.rangeClosed(1, 4)
                    .mapToObj(i -> desk.question("c" + i, id(i)))
                    .toList());

            // Then
            assertThat(desk.store.rejected()).hasSize(ProcessorFixture.REJECTED_PER_MINUTE);
            assertThat(desk.acknowledged).hasSize(4);
        }

        @Test
        void rejectsNothingOnceTheTermIsOver() throws Exception {
            // Given
            desk.store.refuse(exchange -> {
                desk.term.end();
                return true;
            });

            // When
            executor.process(List.of(desk.question("c1", id(1)), desk.question("c2", id(2))));

            // Then
            assertThat(desk.store.rejected()).isEmpty();
            assertThat(desk.acknowledged).isEmpty();
        }
    }

    @Nested
    final class UnknownOutcome {

        @Test
        void answersOnceWhenTheCommitHappenedAndItsConnectionBroke() throws Exception {
            // Given
            desk.store.failNext(Failure.AFTER);

            // When
            executor.process(List.of(desk.question("c1", id(1)), desk.question("c2", id(2))));
            executor.fillOutbox();

            // Then
            assertThat(desk.store.exchanges()).hasSize(2);
            assertThat(desk.acknowledged).containsExactly(id(1), id(2));
            assertThat(desk.publisher.ids()).containsExactly(1L, 2L);
        }

        @Test
        void readsATakeoverThatACommitOfUnknownOutcomeStored() throws Exception {
            // Given
            desk.store.failNext(Failure.AFTER);
            Instant until = NOW.plusSeconds(60);
            desk.onPause = () -> desk.storedTakeovers = Map.of("c1", until);

            // When
            executor.process(List.of(desk.text(DESK, "c1", id(1), "I take this", Optional.empty())));

            // Then
            assertThat(desk.takeovers.isTakenOver("c1", NOW.plusSeconds(59))).isTrue();
        }

        @Test
        void readsTheLastIdAgainWhenIdsAreInUse() throws Exception {
            // Given
            executor.process(List.of(desk.question("c1", id(1))));
            Exchange first = desk.store.exchanges().get(0);
            desk.store.put(new Exchange(
                    2,
                    new Exchange.FrameKey("c9", id(9)),
                    first.payloadHash(),
                    NOW,
                    "c9",
                    Optional.empty(),
                    Outcome.COOLDOWN,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()));

            // When
            executor.process(List.of(desk.question("c2", id(2))));

            // Then
            assertThat(desk.store.exchanges()).extracting(Exchange::id).containsExactly(1L, 2L, 3L);
        }
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

    @Nested
    final class Limits {

        @Test
        void acknowledgesAndCountsFramesBeyondTheSendersRate() throws Exception {
            // Given
            int most = ProcessorFixture.FRAMES_PER_MINUTE;
            List<Message<InboundFrame>> frames = IntStream.rangeClosed(1, most + 2)
                    .mapToObj(i -> desk.question("c1", id(i)))
                    .toList();

            // When
            executor.process(frames);

            // Then
            assertThat(desk.store.exchanges()).hasSize(most);
            assertThat(desk.acknowledged).hasSize(most + 2);
            assertThat(desk.frames("rate_limited")).isEqualTo(2);
        }

        @Test
        void countsTheRateOverBatchesOfAMinute() throws Exception {
            // Given
            for (int i = 1; i <= ProcessorFixture.FRAMES_PER_MINUTE; i++) {
                executor.process(List.of(desk.question("c1", id(i))));
            }

            // When
            executor.process(List.of(desk.question("c1", id(90)), desk.question("c2", id(91))));

            // Then
            assertThat(desk.store.exchanges()).hasSize(ProcessorFixture.FRAMES_PER_MINUTE + 1);
            assertThat(desk.frames("rate_limited")).isEqualTo(1);
        }

        @Test
        void storesRejectedFramesUpToTheirRateAndCountsAll() throws Exception {
            // When
            executor.process(List.of(desk.undecodable(), desk.undecodable(), desk.undecodable()));

            // Then
            assertThat(desk.store.rejected()).hasSize(ProcessorFixture.REJECTED_PER_MINUTE);
            assertThat(desk.acknowledged).hasSize(3);
            assertThat(desk.frames(
                            "rejected_" + desk.store.rejected().get(0).reason().code()))
                    .isEqualTo(3);
        }
    }

    @Nested
    final class Sessions {

        @Test
        void decidesAgainWhenSomebodyChangedTheSession() throws Exception {
            // Given
            executor.process(List.of(desk.question("c1", id(1))));
            desk.store.changeSession(
                    "c1", new Versioned(-5, SessionState.NEW.takenOver(NOW, NOW, Duration.ofHours(1))));

            // When
            executor.process(List.of(desk.question("c1", id(2))));

            // Then
            assertThat(desk.store.exchanges())
                    .extracting(Exchange::outcome)
                    .containsExactly(Outcome.ANSWERED, Outcome.TAKEN_OVER);
        }

        @Test
        void areTakenOverByAnAgentsMessage() throws Exception {
            // When
            executor.process(
                    List.of(desk.text(DESK, "c1", id(1), "I take this", Optional.empty()), desk.question("c1", id(2))));

            // Then
            assertThat(desk.store.exchanges())
                    .extracting(Exchange::outcome)
                    .containsExactly(Outcome.AGENT_MESSAGE, Outcome.TAKEN_OVER);
            assertThat(desk.takeovers.isTakenOver("c1", NOW.plus(Duration.ofMinutes(29))))
                    .isTrue();
        }

        @Test
        void getOneAnswerForMessagesThatWaitedTogether() throws Exception {
            // When
            executor.process(List.of(desk.waited("c1", id(1)), desk.waited("c1", id(2))));

            // Then
            assertThat(desk.store.exchanges())
                    .extracting(Exchange::outcome)
                    .containsExactly(Outcome.SUPERSEDED, Outcome.ANSWERED);
        }
    }

    @Nested
    final class Replays {

        private final ReplayRequest request = new ReplayRequest(7, NOW);

        @Test
        void recordsTheOutcomeWithTheExchange() throws Exception {
            // Given
            desk.store.openReplay(request);

            // When
            executor.process(List.of(desk.replayed(desk.frame("c1", DESK, id(1), QUESTION), request)));

            // Then
            assertThat(desk.store.replayResults()).containsExactly(ReplayResult.decided(request, "ANSWERED", 1));
        }

        @Test
        void leavesOutAFrameWhoseRequestWasWithdrawn() throws Exception {
            // When
            executor.process(List.of(desk.replayed(desk.frame("c1", DESK, id(1), QUESTION), request)));

            // Then
            assertThat(desk.store.replayResults()).isEmpty();
            assertThat(desk.store.exchanges()).isEmpty();
        }

        @Test
        void answersNothingWhenTheRequestIsWithdrawnBeforeTheCommit() throws Exception {
            // Given
            desk.store.openReplay(request);
            desk.store.withdrawReplaysAfterLookUp();

            // When
            executor.process(List.of(desk.replayed(desk.frame("c1", DESK, id(1), QUESTION), request)));

            // Then
            assertThat(desk.store.exchanges()).isEmpty();
            assertThat(desk.publisher.published).isEmpty();
        }

        @Test
        void recordsAFrameThatIsRejectedAgain() throws Exception {
            // Given
            desk.store.openReplay(request);

            // When
            executor.process(List.of(desk.replayed(new byte[] {1, 2, 3}, request)));

            // Then
            assertThat(desk.store.replayResults())
                    .extracting(ReplayResult::outcome)
                    .containsExactly(ReplayResult.REJECTED);
            assertThat(desk.store.rejected()).isEmpty();
        }

        @Test
        void recordsAFrameThatWasDecidedMeanwhile() throws Exception {
            // Given
            executor.process(List.of(desk.question("c1", id(1))));
            desk.store.openReplay(request);

            // When
            executor.process(List.of(desk.replayed(desk.frame("c1", DESK, id(1), QUESTION), request)));

            // Then
            assertThat(desk.store.replayResults())
                    .containsExactly(ReplayResult.ignored(request, ReplayResult.DUPLICATE));
        }
    }
}
