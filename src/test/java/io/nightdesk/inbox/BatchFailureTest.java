package io.nightdesk.inbox;

import static io.nightdesk.inbox.ProcessorFixture.DESK;
import static io.nightdesk.inbox.ProcessorFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.deadletter.RejectedFrame;
import io.nightdesk.decision.Outcome;
import io.nightdesk.frame.RejectReason;
import io.nightdesk.inbox.FakeBatchStore.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches that fail: isolation of poison frames, and commits of unknown outcome. */
final class BatchFailureTest {

    private final ProcessorFixture desk = new ProcessorFixture();
    private final BatchExecutor executor = desk.executor();

    private static UUID id(int number) {
        return new UUID(1, number);
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
                            .mapToObj(BatchFailureTest::id)
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

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "0A000", "25006", "28000", "3D000", "40001", "42501", "53100", "55P03", "57014", "P0001", "XX000",
                })
        void waitsWhenOneFrameFailsForAReasonThatIsNotItsFault(String sqlState) throws Exception {
            // Given
            desk.store.refuse(sqlState, exchange -> exchange.key().messageId().equals(id(2)));
            desk.onPause = () -> desk.store.refuse(exchange -> false);

            // When
            executor.process(List.of(desk.question("c1", id(1)), desk.question("c2", id(2))));

            // Then
            assertThat(desk.pauses).hasSize(1);
            assertThat(desk.store.rejected()).isEmpty();
            assertThat(desk.acknowledged).containsExactly(id(1), id(2));
        }

        @Test
        void waitsWhileNoFrameCanBeStored() throws Exception {
            // Given
            desk.store.refuse("23502", exchange -> true);
            desk.onPause = () -> {
                if (desk.pauses.size() == 3) {
                    desk.store.refuse(exchange -> false);
                }
            };

            // When
            executor.process(List.of(desk.question("c1", id(1)), desk.question("c2", id(2))));

            // Then
            assertThat(desk.store.rejected()).isEmpty();
            assertThat(desk.store.exchanges()).hasSize(2);
            assertThat(desk.acknowledged).containsExactly(id(1), id(2));
        }

        @Test
        void waitsWhileNoAnswerOfARuleCanBeStored() throws Exception {
            // Given
            desk.store.refuse("23502", exchange -> exchange.ruleKey().isPresent());
            desk.onPause = () -> desk.store.refuse(exchange -> false);

            // When
            executor.process(List.of(desk.question("c1", id(1))));

            // Then
            assertThat(desk.store.rejected()).isEmpty();
            assertThat(desk.acknowledged).containsExactly(id(1));
        }

        @Test
        void storesEveryFrameThatCannotBeStoredWholeAndWithoutALimit() throws Exception {
            // Given
            desk.store.refuse(exchange -> exchange.customerUid().startsWith("c"));
            String text = "长".repeat(3_000);
            List<Message<InboundFrame>> frames = IntStream.rangeClosed(1, ProcessorFixture.REJECTED_PER_MINUTE + 2)
                    .mapToObj(i -> desk.text("c" + i, DESK, id(i), text, Optional.empty()))
                    .toList();

            // When
            executor.process(frames);

            // Then
            assertThat(desk.store.rejected())
                    .extracting(RejectedFrame::head)
                    .containsExactlyElementsOf(frames.stream()
                            .map(frame -> frame.getPayload().bytes())
                            .toList());
            assertThat(desk.acknowledged).hasSize(frames.size());
        }

        @Test
        void acknowledgesNothingUntilTheRejectedFrameIsStored() throws Exception {
            // Given
            desk.store.refuse(exchange -> exchange.key().messageId().equals(id(1)));
            desk.store.failCommitsAfter(0, 2);
            List<Integer> acknowledgedAtPause = new ArrayList<>();
            desk.onPause = () -> acknowledgedAtPause.add(desk.acknowledged.size());

            // When
            executor.process(List.of(desk.question("c1", id(1))));

            // Then
            assertThat(acknowledgedAtPause).containsExactly(0, 0);
            assertThat(desk.store.rejected()).hasSize(1);
            assertThat(desk.acknowledged).containsExactly(id(1));
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
}
