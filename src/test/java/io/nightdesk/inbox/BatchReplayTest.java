package io.nightdesk.inbox;

import static io.nightdesk.inbox.ProcessorFixture.DESK;
import static io.nightdesk.inbox.ProcessorFixture.NOW;
import static io.nightdesk.inbox.ProcessorFixture.QUESTION;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.deadletter.ReplayRequest;
import io.nightdesk.deadletter.ReplayResult;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Rejected frames that are processed again. */
final class BatchReplayTest {

    private final ProcessorFixture desk = new ProcessorFixture();
    private final BatchExecutor executor = desk.executor();

    private static UUID id(int number) {
        return new UUID(1, number);
    }

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
    void finishesAFrameThatCannotBeStoredWhenItsRequestIsWithdrawnMeanwhile() throws Exception {
        // Given
        AtomicInteger attempts = new AtomicInteger();
        desk.store.openReplay(request);
        desk.store.refuse(exchange -> {
            boolean isReplayed = exchange.key().messageId().equals(id(1));
            if (isReplayed && attempts.incrementAndGet() == PoisonFrameIsolator.ATTEMPTS) {
                desk.store.withdrawReplays();
            }
            return isReplayed;
        });

        // When
        executor.process(List.of(desk.replayed(desk.frame("c1", DESK, id(1), QUESTION), request)));

        // Then
        assertThat(desk.acknowledged).containsExactly(id(1));
        assertThat(desk.store.replayResults()).isEmpty();
    }

    @Test
    void recordsAFrameThatIsRejectedAgain() throws Exception {
        // Given
        desk.store.openReplay(request);

        // When
        executor.process(List.of(desk.replayed(new byte[] {1, 2, 3}, request)));

        // Then
        assertThat(desk.store.replayResults()).extracting(ReplayResult::outcome).containsExactly(ReplayResult.REJECTED);
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
        assertThat(desk.store.replayResults()).containsExactly(ReplayResult.ignored(request, ReplayResult.DUPLICATE));
    }
}
