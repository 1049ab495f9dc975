package io.nightdesk.inbox;

import static io.nightdesk.inbox.ProcessorFixture.DESK;
import static io.nightdesk.inbox.ProcessorFixture.NOW;
import static io.nightdesk.inbox.ProcessorFixture.QUESTION;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.deadletter.ReplayRequest;
import io.nightdesk.deadletter.ReplayTarget.StoredFrame;
import io.nightdesk.outbox.DeliveryReport;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The processor's turns, run by the test instead of the processor's own thread. */
@Timeout(30)
final class FrameProcessorTest {

    private final ProcessorFixture desk = new ProcessorFixture();
    private final InboxCapacity capacity = new InboxCapacity(8 * 1024 * 1024);
    private final FrameProcessor processor = new FrameProcessor(desk.executor(), desk.outbox, capacity, desk.metrics);

    private static UUID id(int number) {
        return new UUID(1, number);
    }

    @Test
    void processesWhatWaitsInOneBatch() throws Exception {
        // Given
        processor.process(desk.question("c1", id(1)));
        processor.process(desk.question("c2", id(2)));

        // When
        processor.turn();

        // Then
        assertThat(desk.store.commits()).isEqualTo(1);
        assertThat(desk.acknowledged).containsExactly(id(1), id(2));
    }

    @Test
    void isStuckWhenAnAttemptDoesNotEnd() {
        // Given
        processor.process(desk.question("c1", id(1)));

        // When
        desk.nanoTime += Duration.ofMinutes(3).toNanos();

        // Then
        assertThat(processor.isStuck()).isTrue();
    }

    @Test
    void isNotStuckWhileAttemptsFail() {
        // Given
        processor.process(desk.question("c1", id(1)));
        desk.nanoTime += Duration.ofMinutes(3).toNanos();

        // When
        desk.metrics.failed();

        // Then
        assertThat(processor.isStuck()).isFalse();
        assertThat(processor.sinceProgress()).isEqualTo(Duration.ofMinutes(3));
    }

    @Test
    void isNotStuckWithoutWork() {
        // When
        desk.nanoTime += Duration.ofHours(1).toNanos();

        // Then
        assertThat(processor.isStuck()).isFalse();
    }

    @Test
    void recordsDeliveryReportsAloneWhenNoFrameComes() throws Exception {
        // Given
        processor.process(desk.question("c1", id(1)));
        processor.turn();
        processor.report(DeliveryReport.confirmed(1, desk.publisher));
        processor.turn();

        // When
        processor.turn();

        // Then
        assertThat(desk.store.pendingIds()).isEmpty();
    }

    @Test
    void handsPendingRepliesToANewConnection() throws Exception {
        // Given
        processor.process(desk.question("c1", id(1)));
        processor.turn();
        ProcessorFixture.Publisher second = new ProcessorFixture.Publisher(desk.term);
        processor.closed(desk.publisher);
        processor.opened(second);

        // When
        processor.turn();

        // Then
        assertThat(second.ids()).containsExactly(1L);
    }

    @Test
    void completesAReplayWhenTheResultsOfAllItsFramesAreStored() throws Exception {
        // Given
        ReplayRequest first = new ReplayRequest(1, NOW);
        ReplayRequest second = new ReplayRequest(2, NOW);
        desk.store.openReplay(first);
        desk.store.openReplay(second);
        CompletionStage<Void> done = processor.replay(
                desk.term,
                List.of(
                        new StoredFrame(first, NOW, desk.frame("c1", DESK, id(1), QUESTION)),
                        new StoredFrame(second, NOW, desk.frame("c2", DESK, id(2), QUESTION))));

        // When
        processor.turn();

        // Then
        assertThat(done.toCompletableFuture()).isCompleted();
        assertThat(desk.store.replayResults()).hasSize(2);
    }

    @Test
    void drainsOnceEveryReplyIsReportedAndRecorded() throws Exception {
        // Given
        processor.process(desk.question("c1", id(1)));
        processor.turn();
        Thread draining = new Thread(() -> {
            try {
                processor.drain(Duration.ofSeconds(30));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        draining.start();
        processor.turn();
        boolean before = draining.isAlive();

        // When
        processor.report(DeliveryReport.confirmed(1, desk.publisher));
        processor.turn();
        draining.join();

        // Then
        assertThat(before).isTrue();
        assertThat(desk.store.pendingIds()).isEmpty();
    }

    @Test
    void endsTheTermWhenProcessingFailsUnexpectedly() throws Exception {
        // Given
        desk.onPause = () -> {
            throw new AssertionError("unexpected");
        };
        desk.store.failNext(FakeBatchStore.Failure.BEFORE);
        processor.process(desk.question("c1", id(1)));

        // When
        processor.turn();

        // Then
        assertThat(desk.term.isValid()).isFalse();
        assertThat(desk.acknowledged).isEmpty();
    }
}
