package io.nightdesk.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HealthCheckExecutorTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HealthCheckExecutor executor = new HealthCheckExecutor();

    @AfterEach
    void stop() {
        executor.stop();
    }

    @Test
    void runsAHealthCheckOnItsOwnThread() {
        // Given
        HealthCheck check = () -> HealthCheckResponse.named("thread")
                .withData("name", Thread.currentThread().getName())
                .up()
                .build();

        // When
        HealthCheckResponse response = executor.callSync(check).await().atMost(TIMEOUT);

        // Then
        assertThat(response.getData()).contains(Map.of("name", HealthCheckExecutor.THREAD));
    }
}
