package io.nightdesk.mqtt;

import io.nightdesk.inbox.FrameProcessor;
import io.nightdesk.leader.LeaderElector;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** Health checks of the connections to the broker and of the progress of the whole service. */
@Singleton
class BrokerHealth {

    private final FrameSubscriber subscriber;
    private final MqttReplyPublisher publisher;
    private final ConnectionLifecycle lifecycle;
    private final LeaderElector elector;
    private final FrameProcessor processor;

    @Inject
    BrokerHealth(
            FrameSubscriber subscriber,
            MqttReplyPublisher publisher,
            ConnectionLifecycle lifecycle,
            LeaderElector elector,
            FrameProcessor processor) {
        this.subscriber = subscriber;
        this.publisher = publisher;
        this.lifecycle = lifecycle;
        this.elector = elector;
        this.processor = processor;
    }

    /** A standby is ready without a connection, because it can become leader. A replica that is stopping is not ready. */
    @Produces
    @Readiness
    HealthCheck broker() {
        return () -> HealthCheckResponse.named("broker")
                .withData("subscribed", subscriber.isSubscribed())
                .withData("subscription", subscriber.subscriptionState().code())
                .withData("replies_connected", publisher.isConnected())
                .withData("reply_qos", publisher.qos())
                .withData(
                        "reason",
                        subscriber
                                .failureReason()
                                .or(publisher::failureReason)
                                .filter(any -> elector.isLeader())
                                .orElse(""))
                .withData("stopping", lifecycle.isStopping())
                .status(!lifecycle.isStopping()
                        && (!elector.isLeader() || (subscriber.isSubscribed() && publisher.isConnected())))
                .build();
    }

    /**
     * Fails only for what a restart mends: a thread that has ended or is stuck. Waiting for the database or the broker is neither.
     */
    @Produces
    @Liveness
    HealthCheck progress() {
        return () -> HealthCheckResponse.named("progress")
                .withData("seconds_since_progress", processor.sinceProgress().toSeconds())
                .status(processor.isRunning() && !processor.isStuck() && elector.isAlive())
                .build();
    }
}
