package io.nightdesk.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.Seed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class OrderedAcksTest {

    private final OrderedAcks sequence = new OrderedAcks();
    private final List<Integer> acknowledged = new ArrayList<>();

    @Test
    void acknowledgesNothingBeforeItIsDone() {
        sequence.add(ack(1));

        assertThat(acknowledged).isEmpty();
    }

    @Test
    void acknowledgesAtOnceWhatIsDoneInTurn() {
        // Given
        OrderedAcks.Entry first = sequence.add(ack(1));
        sequence.add(ack(2));

        // When
        sequence.done(first);

        // Then
        assertThat(acknowledged).containsExactly(1);
    }

    @Test
    void holdsBackWhatIsDoneOutOfTurn() {
        // Given
        sequence.add(ack(1));
        OrderedAcks.Entry second = sequence.add(ack(2));

        // When
        sequence.done(second);

        // Then
        assertThat(acknowledged).isEmpty();
    }

    @Test
    void acknowledgesAllThatWaitedForTheFirst() {
        // Given
        OrderedAcks.Entry first = sequence.add(ack(1));
        OrderedAcks.Entry second = sequence.add(ack(2));
        sequence.addDone(ack(3));
        sequence.add(ack(4));
        sequence.done(second);

        // When
        sequence.done(first);

        // Then
        assertThat(acknowledged).containsExactly(1, 2, 3);
    }

    @Test
    void acknowledgesAtOnceWhatNeedsNoWorkAndHasNothingBeforeIt() {
        sequence.addDone(ack(1));

        assertThat(acknowledged).containsExactly(1);
    }

    @Test
    void holdsBackWhatNeedsNoWorkBehindWhatDoes() {
        sequence.add(ack(1));

        sequence.addDone(ack(2));

        assertThat(acknowledged).isEmpty();
    }

    @Test
    void acknowledgesOnceHoweverOftenItIsSaidToBeDone() {
        // Given
        OrderedAcks.Entry first = sequence.add(ack(1));
        OrderedAcks.Entry second = sequence.add(ack(2));
        sequence.done(first);

        // When
        sequence.done(first);
        sequence.done(second);
        sequence.done(second);

        // Then
        assertThat(acknowledged).containsExactly(1, 2);
    }

    @Test
    void isEmptyOnceEverythingIsAcknowledged() {
        // Given
        OrderedAcks.Entry first = sequence.add(ack(1));
        sequence.addDone(ack(2));
        boolean emptyBefore = sequence.isEmpty();

        // When
        sequence.done(first);

        // Then
        assertThat(emptyBefore).isFalse();
        assertThat(sequence.isEmpty()).isTrue();
    }

    @Test
    void acknowledgesInTheOrderOfReceiptInWhateverOrderTheWorkIsDone() {
        Random random = Seed.random();

        for (int round = 0; round < 200; round++) {
            // Given packets of which some need work
            acknowledged.clear();
            OrderedAcks anew = new OrderedAcks();
            List<OrderedAcks.Entry> open = new ArrayList<>();
            int packets = 1 + random.nextInt(30);
            for (int i = 0; i < packets; i++) {
                if (random.nextInt(3) == 0) {
                    anew.addDone(ack(i));
                } else {
                    open.add(anew.add(ack(i)));
                }
            }
            Collections.shuffle(open, random);

            // When
            open.forEach(anew::done);

            // Then
            assertThat(acknowledged)
                    .containsExactlyElementsOf(
                            IntStream.range(0, packets).boxed().toList());
        }
    }

    private Runnable ack(int packet) {
        return () -> acknowledged.add(packet);
    }
}
