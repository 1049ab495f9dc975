package io.nightdesk.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.outbox.PendingReply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SendQueueTest {

    private final PoisonReplies poison = new PoisonReplies();
    private final SendQueue queue = new SendQueue(poison, 2);

    private static PendingReply reply(long id, String customer) {
        return new PendingReply(id, customer, new byte[0], Instant.EPOCH, false);
    }

    private List<Long> takeAll(boolean retrySuspects) {
        List<Long> taken = new ArrayList<>();
        for (Optional<PendingReply> next = queue.next(retrySuspects);
                next.isPresent();
                next = queue.next(retrySuspects)) {
            taken.add(next.get().exchangeId());
        }
        return taken;
    }

    private void suspect(long id) {
        poison.ended(List.of(id), false);
    }

    @Test
    void givesNoMoreThanTheLimitAtOnce() {
        // Given
        queue.add(List.of(reply(1, "a"), reply(2, "a"), reply(3, "a")));
        List<Long> first = takeAll(false);

        // When
        queue.done();

        // Then
        assertThat(first).containsExactly(1L, 2L);
        assertThat(takeAll(false)).containsExactly(3L);
    }

    @Test
    void holdsASuspectAndLaterRepliesToItsCustomerBack() {
        // Given
        suspect(1);

        // When
        queue.add(List.of(reply(1, "a"), reply(2, "b"), reply(3, "a"), reply(4, "c")));

        // Then
        assertThat(takeAll(true)).containsExactly(2L, 4L);
    }

    @Test
    void givesASuspectAloneOnceTheOthersAreDone() {
        // Given
        suspect(1);
        queue.add(List.of(reply(1, "a"), reply(2, "b"), reply(3, "a")));
        takeAll(false);
        poison.confirmed(2);
        List<Long> whileAnotherIsInFlight = takeAll(true);

        // When
        queue.done();

        // Then
        assertThat(whileAnotherIsInFlight).isEmpty();
        assertThat(takeAll(true)).containsExactly(1L);
    }

    @Test
    void givesLaterRepliesToTheCustomerWhenTheSuspectIsConfirmed() {
        // Given
        suspect(1);
        queue.add(List.of(reply(1, "a"), reply(2, "a"), reply(3, "a")));
        poison.connectionWorks();
        takeAll(true);

        // When
        poison.confirmed(1);
        queue.done();

        // Then
        assertThat(takeAll(false)).containsExactly(2L, 3L);
    }

    @Test
    void givesOthersFirstWhenASuspectMayNotBeRetriedOnThisConnection() {
        // Given
        suspect(1);
        queue.add(List.of(reply(1, "a"), reply(2, "b"), reply(3, "b")));
        poison.connectionWorks();

        // When
        List<Long> taken = takeAll(false);

        // Then
        assertThat(taken).containsExactly(2L, 3L);
    }

    @Test
    void givesTheSuspectThatWasTriedLeast() {
        // Given
        suspect(1);
        suspect(1);
        suspect(2);
        queue.add(List.of(reply(1, "a"), reply(2, "b")));

        // When
        poison.connectionWorks();

        // Then
        assertThat(takeAll(true)).containsExactly(2L);
    }

    @Test
    void givesIsolatedRepliesOneAtATime() {
        // Given
        poison.ended(List.of(1L, 2L), false);
        poison.ended(List.of(1L, 2L), false);
        queue.add(List.of(reply(1, "a"), reply(2, "b"), reply(3, "c"), reply(4, "d")));
        List<Long> first = takeAll(true);
        queue.done();

        // When
        List<Long> second = takeAll(true);

        // Then
        assertThat(first).containsExactly(1L);
        assertThat(second).containsExactly(2L);
        queue.done();
        assertThat(takeAll(true)).containsExactly(3L, 4L);
    }

    @Test
    void isQuietOnlyWhenNothingButSuspectsIsLeft() {
        // Given
        suspect(1);
        queue.add(List.of(reply(1, "a"), reply(2, "b")));
        takeAll(true);
        boolean whileAnotherIsInFlight = queue.isQuiet();

        // When
        queue.done();

        // Then
        assertThat(whileAnotherIsInFlight).isFalse();
        assertThat(queue.isQuiet()).isTrue();
    }
}
