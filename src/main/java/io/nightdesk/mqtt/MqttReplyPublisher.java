package io.nightdesk.mqtt;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.nightdesk.IdentityConfig;
import io.nightdesk.frame.TopicConfig;
import io.nightdesk.leader.LeaderTerm;
import io.nightdesk.outbox.DeliveryListener;
import io.nightdesk.outbox.PendingReply;
import io.nightdesk.outbox.SendGuard;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.mqtt.MqttClient;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.LongStream;

/** Publishes replies on a connection of their own. */
@Singleton
class MqttReplyPublisher implements MqttConnection.Listener {

    private static final Duration[] LATENCY_BUCKETS = LongStream.of(
                    5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final Vertx vertx;
    private final MqttConnection connection;
    private final ConnectionPublisher.Delivery delivery;
    private final PoisonReplies poison = new PoisonReplies();
    private final Clock clock;
    private final Timer latency;

    private volatile Optional<ConnectionPublisher> current = Optional.empty();
    private long checkTimer;
    private boolean everConfirmed;
    private volatile Optional<LeaderTerm> term = Optional.empty();
    private volatile boolean connected;

    @Inject
    MqttReplyPublisher(
            Vertx vertx,
            MqttConfig config,
            TopicConfig topics,
            IdentityConfig identity,
            DeliveryListener listener,
            SendGuard guard,
            PublishedReplies published,
            Clock clock,
            MeterRegistry registry) {
        this(
                vertx,
                config,
                topics,
                identity,
                listener,
                guard,
                published,
                clock,
                registry,
                ConnectionPublisher.Timing.DEFAULT);
    }

    MqttReplyPublisher(
            Vertx vertx,
            MqttConfig config,
            TopicConfig topics,
            IdentityConfig identity,
            DeliveryListener listener,
            SendGuard guard,
            PublishedReplies published,
            Clock clock,
            MeterRegistry registry,
            ConnectionPublisher.Timing timing) {
        this.vertx = vertx;
        this.clock = clock;
        this.latency = Timer.builder("nightdesk.reply.latency")
                .description(
                        "from a frame's arrival to the broker's confirmation of its reply, for frames that were not in"
                                + " a backlog")
                .serviceLevelObjectives(LATENCY_BUCKETS)
                .register(registry);
        // All replicas share the client id: when a new leader connects, the broker closes the previous leader's
        // connection.
        String clientId = config.clientId().orElse("nightdesk-" + identity.customerId()) + "-out";
        Context context = vertx.getOrCreateContext();
        this.connection = new MqttConnection(
                "out",
                vertx,
                context,
                config.broker(),
                new ConnectionOptions(config.broker(), clientId, true),
                this,
                registry,
                timing.backoff());
        this.delivery = new ConnectionPublisher.Delivery(
                context,
                connection,
                listener,
                guard,
                poison,
                published,
                topics.topicOut(),
                MqttQoS.valueOf(config.replyQos()),
                config.broker().maxInflight(),
                timing,
                this::confirmed);
    }

    void open(LeaderTerm term) {
        this.term = Optional.of(term);
        delivery.context().runOnContext(v -> poison.clear());
        connection.open(term::isValid);
    }

    Future<Void> close() {
        return connection.close();
    }

    /** Why no replies can be published; empty while they can, or while no connection is wanted. */
    Optional<String> failureReason() {
        return connection.failureReason();
    }

    /** The QoS with which the broker delivers replies: the configured one, unless it supports none but a lower one. */
    int qos() {
        return current.map(ConnectionPublisher::qos).orElse(delivery.qos()).value();
    }

    /** Whether replies can be published. */
    boolean isConnected() {
        return connected;
    }

    @Override
    public void prepare(MqttClient client) {
        current = Optional.of(new ConnectionPublisher(delivery, client, term.orElseThrow()));
    }

    @Override
    public void connected(MqttClient client) {
        connected = true;
        if (!poison.hasSuspects()) {
            connection.markHealthy();
        }
        current.ifPresent(opened -> {
            checkTimer = vertx.setPeriodic(delivery.timing().check().toMillis(), t -> opened.check());
            opened.open();
        });
    }

    @Override
    public void pingAnswered() {
        current.ifPresent(ConnectionPublisher::pingAnswered);
    }

    @Override
    public Optional<String> endedByBroker() {
        return current.flatMap(ended -> ended.endedByBroker(everConfirmed));
    }

    @Override
    public void disconnected() {
        connected = false;
        vertx.cancelTimer(checkTimer);
        current.ifPresent(ConnectionPublisher::close);
        current = Optional.empty();
    }

    private void confirmed(PendingReply reply) {
        everConfirmed = true;
        if (reply.live()) {
            latency.record(Duration.between(reply.askedAt(), clock.instant()));
        }
    }
}
