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

    private final OrderedAcks acks = new OrderedAcks();
    private final List<Integer> acknowledged = new ArrayList<>();

    @Test
    void acknowledgesNothingBeforeItIsProcessed() {
        acks.add(ack(1));

        assertThat(acknowledged).isEmpty();
    }

    @Test
    void acknowledgesAtOnceWhenNoEarlierPacketWaits() {
        // Given
        OrderedAcks.Entry first = acks.add(ack(1));
        acks.add(ack(2));

        // When
        acks.done(first);

        // Then
        assertThat(acknowledged).containsExactly(1);
    }

    @Test
    void doesNotAcknowledgeBeforeAnEarlierPacket() {
        // Given
        acks.add(ack(1));
        OrderedAcks.Entry second = acks.add(ack(2));

        // When
        acks.done(second);

        // Then
        assertThat(acknowledged).isEmpty();
    }

    @Test
    void acknowledgesAllPacketsThatWaitedForTheFirst() {
        // Given
        OrderedAcks.Entry first = acks.add(ack(1));
        OrderedAcks.Entry second = acks.add(ack(2));
        acks.addDone(ack(3));
        acks.add(ack(4));
        acks.done(second);

        // When
        acks.done(first);

        // Then
        assertThat(acknowledged).containsExactly(1, 2, 3);
    }

    @Test
    void acknowledgesAtOnceAPacketThatNeedsNoProcessing() {
        acks.addDone(ack(1));

        assertThat(acknowledged).containsExactly(1);
    }

    @Test
    void doesNotAcknowledgeAPacketWithoutProcessingBeforeAnEarlierOne() {
        acks.add(ack(1));

        acks.addDone(ack(2));

        assertThat(acknowledged).isEmpty();
    }

    @Test
    void acknowledgesOnceHoweverOftenDoneIsCalled() {
        // Given
        OrderedAcks.Entry first = acks.add(ack(1));
        OrderedAcks.Entry second = acks.add(ack(2));
        acks.done(first);

        // When
        acks.done(first);
        acks.done(second);
        acks.done(second);

        // Then
        assertThat(acknowledged).containsExactly(1, 2);
    }

    @Test
    void acknowledgesInTheOrderOfReceiptWhateverTheOrderOfProcessing() {
        Random random = Seed.random();

        for (int round = 0; round < 200; round++) {
            // Given packets of which some need processing
            acknowledged.clear();
            OrderedAcks fresh = new OrderedAcks();
            List<OrderedAcks.Entry> open = new ArrayList<>();
            int packets = 1 + random.nextInt(30);
            for (int i = 0; i < packets; i++) {
                if (random.nextInt(3) == 0) {
                    fresh.addDone(ack(i));
                } else {
                    open.add(fresh.add(ack(i)));
                }
            }
            Collections.shuffle(open, random);

            // When
            open.forEach(fresh::done);

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
