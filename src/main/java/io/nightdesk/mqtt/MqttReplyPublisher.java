package io.nightdesk.mqtt;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.nightdesk.IdentityConfig;
import io.nightdesk.frame.TopicConfig;
import io.nightdesk.inbox.FrameProcessor;
import io.nightdesk.leader.LeaderTerm;
import io.nightdesk.outbox.DeliveryReport;
import io.nightdesk.outbox.PendingReply;
import io.nightdesk.outbox.ReplyPublisher;
import io.nightdesk.outbox.SendGuard;
import io.nightdesk.outbox.WithholdReason;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttClient;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** Publishes replies on a connection of their own. */
@Singleton
class MqttReplyPublisher implements MqttConnection.Listener {

    private static final Duration CONFIRMATION_CHECK_INTERVAL = Duration.ofSeconds(5);
    /** If the broker has not confirmed a reply within this time, it never will on this connection. */
    private static final Duration CONFIRMATION_TIMEOUT = Duration.ofSeconds(30);

    private static final Duration[] LATENCY_BUCKETS = LongStream.of(
                    5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final Vertx vertx;
    private final Context context;
    private final MqttConnection connection;
    private final FrameProcessor processor;
    private final SendGuard guard;
    private final String topic;
    private final MqttQoS qos;
    private final int maxInflight;
    private final Clock clock;
    private final Timer latency;

    private Optional<ConnectionPublisher> current = Optional.empty();
    private volatile Optional<LeaderTerm> term = Optional.empty();
    private volatile boolean connected;

    @Inject
    MqttReplyPublisher(
            Vertx vertx,
            MqttConfig config,
            TopicConfig topics,
            IdentityConfig identity,
            FrameProcessor processor,
            SendGuard guard,
            Clock clock,
            MeterRegistry registry) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.processor = processor;
        this.guard = guard;
        this.topic = topics.topicOut();
        this.qos = MqttQoS.valueOf(config.replyQos());
        this.maxInflight = config.broker().maxInflight();
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
        this.connection = new MqttConnection(
                "out",
                vertx,
                context,
                config.broker(),
                new ConnectionOptions(config.broker(), clientId, true),
                this,
                registry);
    }

    void open(LeaderTerm term) {
        this.term = Optional.of(term);
        connection.open(term::isValid);
    }

    Future<Void> close() {
        return connection.close();
    }

    /** Why no replies can be published; empty while they can, or while no connection is wanted. */
    Optional<String> failureReason() {
        return connection.failureReason();
    }

    /** Whether replies can be published. */
    boolean isConnected() {
        return connected;
    }

    @Override
    public void prepare(MqttClient client) {
        ConnectionPublisher prepared = new ConnectionPublisher(client, term.orElseThrow());
        client.publishCompletionHandler(prepared::confirmed);
        current = Optional.of(prepared);
    }

    @Override
    public void connected(MqttClient client) {
        connected = true;
        connection.markHealthy();
        current.ifPresent(opened -> {
            opened.confirmationTimer =
                    vertx.setPeriodic(CONFIRMATION_CHECK_INTERVAL.toMillis(), t -> opened.checkConfirmations());
            processor.opened(opened);
        });
    }

    @Override
    public void disconnected() {
        connected = false;
        current.ifPresent(closed -> {
            vertx.cancelTimer(closed.confirmationTimer);
            processor.closed(closed);
        });
        current = Optional.empty();
    }

    /** The replies of one connection: those that wait to be sent, and those that await confirmation. */
    private final class ConnectionPublisher implements ReplyPublisher {

        private record Unconfirmed(PendingReply reply, long sentAt) {}

        private final MqttClient client;
        private final LeaderTerm term;
        private final Deque<PendingReply> waiting = new ArrayDeque<>();
        private final Map<Integer, Unconfirmed> unconfirmed = new LinkedHashMap<>();
        /** Counted from the call to publish, because the client reveals the packet id only once the packet is written. */
        private int inFlight;

        private long confirmationTimer;

        ConnectionPublisher(MqttClient client, LeaderTerm term) {
            this.client = client;
            this.term = term;
        }

        @Override
        public LeaderTerm term() {
            return term;
        }

        @Override
        public void publish(List<PendingReply> replies) {
            context.runOnContext(v -> {
                waiting.addAll(replies);
                send();
            });
        }

        private void send() {
            // Once the term is over, another replica may know of reasons to withhold a reply that this one does not.
            while (isCurrent() && term.isValid() && inFlight < maxInflight && !waiting.isEmpty()) {
                PendingReply reply = waiting.remove();
                Optional<WithholdReason> withheld = guard.check(reply);
                if (withheld.isPresent()) {
                    processor.report(DeliveryReport.withheld(reply.exchangeId(), this, withheld.get()));
                } else {
                    send(reply);
                }
            }
        }

        private void send(PendingReply reply) {
            inFlight++;
            try {
                client.publish(
                                topic.replace("{receiver_uid}", reply.customerUid()),
                                Buffer.buffer(reply.bytes()),
                                qos,
                                false,
                                false)
                        .onSuccess(id -> unconfirmed.put(id, new Unconfirmed(reply, System.nanoTime())))
                        .onFailure(e -> fail("a reply could not be written"));
            } catch (RuntimeException e) {
                // The client throws when its connection was just lost; the next connection publishes the reply.
                fail("a reply could not be written");
            }
        }

        void confirmed(int packetId) {
            Unconfirmed sent = unconfirmed.remove(packetId);
            if (sent != null) {
                inFlight--;
                if (sent.reply().live()) {
                    latency.record(Duration.between(sent.reply().askedAt(), clock.instant()));
                }
                processor.report(DeliveryReport.confirmed(sent.reply().exchangeId(), this));
            }
            send();
        }

        void checkConfirmations() {
            unconfirmed.values().stream()
                    .findFirst()
                    .filter(oldest -> System.nanoTime() - oldest.sentAt() > CONFIRMATION_TIMEOUT.toNanos())
                    .ifPresent(oldest -> fail("the broker does not confirm replies"));
        }

        private void fail(String reason) {
            if (isCurrent()) {
                connection.reconnect(client, reason);
            }
        }

        private boolean isCurrent() {
            return connected && current.filter(publisher -> publisher == this).isPresent();
        }
    }
}
