package io.nightdesk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What watches the service against the code. */
final class MonitoringTest {

    @Test
    void theReadmeExplainsEveryMetricOfTheCodeAndNoOther() {
        assertThat(Monitoring.metricsInReadme())
                .isEqualTo(Monitoring.metricsInCode())
                .hasSizeGreaterThan(20);
    }
}
