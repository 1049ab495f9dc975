package io.nightdesk.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttMessage;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class KeepAliveHandlerTest {

    private static final Duration INTERVAL = Duration.ofMillis(20);

    private int unanswered;
    private final EmbeddedChannel channel = new EmbeddedChannel(new KeepAliveHandler(INTERVAL, () -> unanswered++));

    @Test
    void sendsPingreqWhenNothingIsSent() throws Exception {
        // When
        idle();

        // Then
        assertThat(channel.<Object>readOutbound()).isEqualTo(MqttMessage.PINGREQ);
        assertThat(unanswered).isZero();
    }

    @Test
    void reportsThatNothingArrivesAfterPingreq() throws Exception {
        // Given
        idle();

        // When
        idle();

        // Then
        assertThat(unanswered).isEqualTo(1);
    }

    @Test
    void reportsNothingWhileSomethingArrives() throws Exception {
        // Given
        idle();
        channel.writeInbound(Unpooled.EMPTY_BUFFER);

        // When
        idle();

        // Then
        assertThat(unanswered).isZero();
    }

    @Test
    void pingsWithoutAnAnswerWhileReadingIsPaused() throws Exception {
        // Given
        idle();
        channel.config().setAutoRead(false);
        channel.releaseOutbound();

        // When
        for (int i = 0; i < 5; i++) {
            idle();
        }

        // Then
        assertThat(unanswered).isZero();
        assertThat(channel.<Object>readOutbound()).isEqualTo(MqttMessage.PINGREQ);
    }

    @Test
    void waitsForAnAnswerAgainAfterAPause() throws Exception {
        // Given
        idle();
        channel.config().setAutoRead(false);
        idle();
        idle();

        // When
        channel.config().setAutoRead(true);
        idle();

        // Then
        assertThat(unanswered).isZero();
    }

    /** Lets one interval pass, no more of them if this thread wakes up late: tasks that are scheduled meanwhile are not due. */
    private void idle() throws InterruptedException {
        Thread.sleep(INTERVAL.plusMillis(2).toMillis());
        channel.freezeTime();
        channel.runScheduledPendingTasks();
        channel.unfreezeTime();
    }
}
