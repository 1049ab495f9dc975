package io.nightdesk.mqtt;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Gauges of the connections. They exist from the start, even on a standby that never connects. */
@Singleton
class MqttMetrics {

    void register(
            @Observes StartupEvent event,
            MeterRegistry registry,
            FrameSubscriber subscriber,
            MqttReplyPublisher publisher) {
        Gauge.builder("nightdesk.subscribed", subscriber, s -> s.isSubscribed() ? 1 : 0)
                .description("1 while frames can arrive")
                .register(registry);
        Gauge.builder(
                        "nightdesk.subscription.suspect",
                        subscriber,
                        s -> s.subscriptionState() == SubscriptionProbe.State.SUSPECT ? 1 : 0)
                .description("1 while the subscription was granted and seems to deliver nothing")
                .register(registry);
        Gauge.builder("nightdesk.backlog", subscriber, s -> s.isBacklog() ? 1 : 0)
                .description("1 while a frame that arrives may have waited at the broker, and while none can arrive")
                .register(registry);
        Gauge.builder(
                        "nightdesk.last.frame.age.seconds",
                        subscriber,
                        s -> s.sinceLastFrame()
                                .map(Duration::toMillis)
                                .map(millis -> millis / 1e3)
                                .orElse(Double.NaN))
                .description("time since the last frame, anybody's, while subscribed")
                .register(registry);
        Gauge.builder("nightdesk.replies.connected", publisher, p -> p.isConnected() ? 1 : 0)
                .description("1 while replies can be published")
                .register(registry);
    }
}
