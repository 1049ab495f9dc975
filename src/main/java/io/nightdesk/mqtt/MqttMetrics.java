package io.nightdesk.mqtt;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/** What the connections tell monitoring of how they stand; there from the start, whether this replica ever connects or not. */
@Singleton
class MqttMetrics {

    void register(
            @Observes StartupEvent event,
            MeterRegistry registry,
            FrameSubscriber inbound,
            MqttReplyPublisher outbound) {
        Gauge.builder("nightdesk.subscribed", inbound, in -> in.isSubscribed() ? 1 : 0)
                .description("whether frames arrive")
                .register(registry);
        Gauge.builder("nightdesk.backlog", inbound, in -> in.isBacklog() ? 1 : 0)
                .description("whether what arrives may have waited at the broker; 1 also while nothing arrives")
                .register(registry);
        Gauge.builder(
                        "nightdesk.last.frame.age.seconds",
                        inbound,
                        in -> in.sinceLastFrame()
                                .map(Duration::toMillis)
                                .map(millis -> millis / 1e3)
                                .orElse(Double.NaN))
                .description("how long no frame arrived, anybody's, while subscribed")
                .register(registry);
        Gauge.builder("nightdesk.replies.connected", outbound, out -> out.isConnected() ? 1 : 0)
                .description("whether replies can go out")
                .register(registry);
    }
}
