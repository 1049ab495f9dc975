package io.nightdesk.mqtt;

import io.nightdesk.inbox.FrameProcessor;
import io.nightdesk.leader.LeaderElector;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** Whether the broker side is fit to serve, and whether the whole still moves. */
@Singleton
class BrokerHealth {

    private static final Duration STANDSTILL = Duration.ofSeconds(60);

    private final FrameSubscriber inbound;
    private final MqttReplyPublisher outbound;
    private final ConnectionLifecycle switchboard;
    private final LeaderElector duty;
    private final FrameProcessor ledger;

    @Inject
    BrokerHealth(
            FrameSubscriber inbound,
            MqttReplyPublisher outbound,
            ConnectionLifecycle switchboard,
            LeaderElector duty,
            FrameProcessor ledger) {
        this.inbound = inbound;
        this.outbound = outbound;
        this.switchboard = switchboard;
        this.duty = duty;
        this.ledger = ledger;
    }

    /** A standby is ready without a connection: it is fit to take over. One that stops is not, though it goes on for a while. */
    @Produces
    @Readiness
    HealthCheck broker() {
        return () -> HealthCheckResponse.named("broker")
                .withData("subscribed", inbound.isSubscribed())
                .withData("replies_connected", outbound.isConnected())
                .withData(
                        "complaint",
                        inbound.complaint()
                                .or(outbound::complaint)
                                .filter(any -> duty.isLeader())
                                .orElse(""))
                .withData("stopping", switchboard.isStopping())
                .status(!switchboard.isStopping()
                        && (!duty.isLeader() || (inbound.isSubscribed() && outbound.isConnected())))
                .build();
    }

    /** A restart helps only against a standstill of this process: not when the database or the broker is away. */
    @Produces
    @Liveness
    HealthCheck progress() {
        return () -> HealthCheckResponse.named("progress")
                .withData("seconds_since_progress", ledger.sinceProgress().toSeconds())
                .status(ledger.isRunning()
                        && duty.isAlive()
                        && !(ledger.hasWork()
                                && duty.isLeader()
                                && duty.isDatabaseReachable()
                                && inbound.isSubscribed()
                                && outbound.isConnected()
                                && ledger.sinceProgress().compareTo(STANDSTILL) > 0))
                .build();
    }
}
