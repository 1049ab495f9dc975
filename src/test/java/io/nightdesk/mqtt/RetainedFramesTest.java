package io.nightdesk.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RetainedFramesTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private long now = Long.MAX_VALUE - 1;
    private final RetainedFrames retained = new RetainedFrames("PTP", () -> now, registry);

    @ParameterizedTest
    @CsvSource({
        // flag, backlog, seconds since the subscription, ignored
        "true,  true,  0,    true",
        "true,  true,  3600, true",
        "true,  false, 0,    true",
        "true,  false, 59,   true",
        "true,  false, 60,   false",
        "false, true,  0,    false",
        "false, false, 0,    false",
    })
    void areThoseWithTheFlagThatASubscriptionCanCause(boolean flag, boolean backlog, long seconds, boolean expected) {
        // Given
        retained.subscribed();
        now += Duration.ofSeconds(seconds).toNanos();

        // When
        boolean ignored = retained.ignores(flag, backlog);

        // Then
        assertThat(ignored).isEqualTo(expected);
        assertThat(registry.counter("nightdesk.frames", "outcome", "retained").count())
                .isEqualTo(expected ? 1 : 0);
    }
}
