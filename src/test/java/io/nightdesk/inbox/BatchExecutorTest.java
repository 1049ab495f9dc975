package io.nightdesk.inbox;

import static io.nightdesk.inbox.ProcessorFixture.DESK;
import static io.nightdesk.inbox.ProcessorFixture.NOW;
import static io.nightdesk.inbox.ProcessorFixture.QUESTION;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.decision.Outcome;
import io.nightdesk.frame.Content;
import io.nightdesk.session.SessionRepository.Versioned;
import io.nightdesk.session.SessionState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
            assertThat(desk.store.lookUps()).isZero();
        }

        @ParameterizedTest
        @ValueSource(ints = {4_001, 70_000})
        void areTakenOverByAnAgentsMessageThatIsTooLong(int length) throws Exception {
            // Given
            Content tooLong = new Content.Text("content", "x".repeat(length), "");

            // When
            executor.process(List.of(desk.fromAgent("c1", id(1), tooLong), desk.question("c1", id(2))));

            // Then
            assertThat(desk.store.exchanges())
                    .extracting(Exchange::outcome)
                    .containsExactly(Outcome.AGENT_MESSAGE, Outcome.TAKEN_OVER);
            assertThat(desk.store.rejected()).isEmpty();
            assertThat(desk.takeovers.isTakenOver("c1", NOW.plus(Duration.ofMinutes(29))))
                    .isTrue();
        }

        @Test
        void areTakenOverOnceByAMessageWithoutAnIdThatIsDeliveredAgain() throws Exception {
            // When
            executor.process(List.of(desk.fromAgentWithoutId("c1"), desk.fromAgentWithoutId("c1")));

            // Then
            assertThat(desk.store.exchanges()).extracting(Exchange::outcome).containsExactly(Outcome.AGENT_MESSAGE);
            assertThat(desk.frames("duplicate")).isEqualTo(1);
            assertThat(desk.takeovers.isTakenOver("c1", NOW)).isTrue();
        }

        @Test
        void stayAsTheyAreWhenAReplyOfTheDeskComesBackThatIsTooLongToBeRead() throws Exception {
            // Given
            executor.process(List.of(desk.question("c1", id(1))));
            UUID reply = desk.store.exchanges().get(0).reply().orElseThrow().id();

            // When
            executor.process(List.of(desk.fromAgent("c1", reply, new Content.Text("content", "x".repeat(4_001), ""))));

            // Then
            assertThat(desk.frames("own_reply")).isEqualTo(1);
            assertThat(desk.takeovers.isTakenOver("c1", NOW)).isFalse();
        }

        @ParameterizedTest
        @ValueSource(longs = {0, 1, 3, 5, 7})
        void stayAsTheyAreWhenAnAgentsProgramSendsAReceiptOrAnEmptyText(long type) throws Exception {
            // Given a customer who waits for an agent
            SessionState waiting = SessionState.NEW.handedOff(NOW, Duration.ofHours(2));
            desk.store.changeSession("c1", new Versioned(-5, waiting));

            // When
            executor.process(List.of(desk.fromAgent("c1", id(1), new Content.Other(type, ""))));

            // Then
            assertThat(desk.store.exchanges()).extracting(Exchange::outcome).containsExactly(Outcome.NOT_A_MESSAGE);
            assertThat(desk.store.session("c1")).isEqualTo(waiting);
            assertThat(desk.takeovers.isTakenOver("c1", NOW)).isFalse();
        }

        @Test
        void areTakenOverByAMessageBehindMoreReceiptsThanTheRateAllows() throws Exception {
            // Given
            for (int i = 0; i <= ProcessorFixture.FRAMES_PER_MINUTE; i++) {
                executor.process(List.of(desk.fromAgent("c1", id(10 + i), new Content.Other(5, ""))));
            }

            // When
            executor.process(List.of(desk.fromAgent("c1", id(1), new Content.Text("content", "您好", ""))));

            // Then
            assertThat(desk.takeovers.isTakenOver("c1", NOW)).isTrue();
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
}
