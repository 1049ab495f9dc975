package io.nightdesk.mqtt;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.nightdesk.IdentityConfig;
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

/** The connection that replies go out by. */
@Singleton
class MqttReplyPublisher implements MqttConnection.Owner {

    private static final long WATCH_EVERY_MS = 5_000;
    /** A broker that has not confirmed a reply for so long never will on this connection. */
    private static final long CONFIRM_PATIENCE_NANOS = 30_000_000_000L;

    private static final Duration[] LATENCIES = LongStream.of(
                    5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final Vertx vertx;
    private final Context context;
    private final MqttConnection link;
    private final FrameProcessor ledger;
    private final SendGuard guard;
    private final String topic;
    private final MqttQoS qos;
    private final int window;
    private final Clock clock;
    private final Timer latency;

    private Optional<Port> port = Optional.empty();
    private volatile Optional<LeaderTerm> shift = Optional.empty();
    private volatile boolean connected;

    @Inject
    MqttReplyPublisher(
            Vertx vertx,
            MqttConfig config,
            IdentityConfig desk,
            FrameProcessor ledger,
            SendGuard guard,
            Clock clock,
            MeterRegistry registry) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.ledger = ledger;
        this.guard = guard;
        this.topic = config.topicOut();
        this.qos = MqttQoS.valueOf(config.replyQos());
        this.window = config.broker().maxInflight();
        this.clock = clock;
        this.latency = Timer.builder("nightdesk.reply.latency")
                .description("from a frame's arrival to the broker's confirmation of its reply, of what did not wait")
                .serviceLevelObjectives(LATENCIES)
                .register(registry);
        // A fixed name: a replica that takes over so ends the connection of the one before it.
        String clientId = config.clientId().orElse("nightdesk-" + desk.customerId()) + "-out";
        this.link = new MqttConnection(
                "out", vertx, context, config.broker(), MqttConnection.options(config, clientId, true), this, registry);
    }

    void open(LeaderTerm shift) {
        this.shift = Optional.of(shift);
        link.open(shift::isValid);
    }

    Future<Void> close() {
        return link.close();
    }

    /** Why no replies go out; empty while they do, or while none are wanted. */
    Optional<String> complaint() {
        return link.complaint();
    }

    /** Whether replies could go out now. */
    boolean isConnected() {
        return connected;
    }

    @Override
    public void prepare(MqttClient client) {
        Port preparing = new Port(client, shift.orElseThrow());
        client.publishCompletionHandler(preparing::confirmed);
        port = Optional.of(preparing);
    }

    @Override
    public void connected(MqttClient client) {
        connected = true;
        link.fit();
        port.ifPresent(open -> {
            open.watchdog = vertx.setPeriodic(WATCH_EVERY_MS, t -> open.watch());
            ledger.opened(open);
        });
    }

    @Override
    public void disconnected() {
        connected = false;
        port.ifPresent(closed -> {
            vertx.cancelTimer(closed.watchdog);
            ledger.closed(closed);
        });
        port = Optional.empty();
    }

    /** One connection's replies: those that wait for room in the window, and those that wait for their confirmation. */
    private final class Port implements ReplyPublisher {

        private record Sent(PendingReply reply, long at) {}

        private final MqttClient client;
        private final LeaderTerm shift;
        private final Deque<PendingReply> waiting = new ArrayDeque<>();
        private final Map<Integer, Sent> unconfirmed = new LinkedHashMap<>();
        /** Sent and unconfirmed, counted from the call: the client tells a packet's id only once it is written. */
        private int inFlight;

        private long watchdog;

        Port(MqttClient client, LeaderTerm shift) {
            this.client = client;
            this.shift = shift;
        }

        @Override
        public LeaderTerm term() {
            return shift;
        }

        @Override
        public void publish(List<PendingReply> replies) {
            context.runOnContext(v -> {
                waiting.addAll(replies);
                send();
            });
        }

        private void send() {
            // Off duty another replica may know of reasons to withhold that this one does not.
            while (isCurrent() && shift.isValid() && inFlight < window && !waiting.isEmpty()) {
                PendingReply reply = waiting.remove();
                Optional<WithholdReason> withheld = guard.check(reply);
                if (withheld.isPresent()) {
                    ledger.report(DeliveryReport.withheld(reply.exchangeId(), this, withheld.get()));
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
                        .onSuccess(id -> unconfirmed.put(id, new Sent(reply, System.nanoTime())))
                        .onFailure(e -> fail("reply not written"));
            } catch (RuntimeException e) {
                // The client throws when its connection ended a moment ago; the reply goes out by the next one.
                fail("reply not written");
            }
        }

        void confirmed(int packetId) {
            Sent sent = unconfirmed.remove(packetId);
            if (sent != null) {
                inFlight--;
                if (sent.reply().live()) {
                    latency.record(Duration.between(sent.reply().askedAt(), clock.instant()));
                }
                ledger.report(DeliveryReport.confirmed(sent.reply().exchangeId(), this));
            }
            send();
        }

        void watch() {
            unconfirmed.values().stream()
                    .findFirst()
                    .filter(oldest -> System.nanoTime() - oldest.at() > CONFIRM_PATIENCE_NANOS)
                    .ifPresent(oldest -> fail("replies not confirmed"));
        }

        private void fail(String why) {
            if (isCurrent()) {
                link.reconnect(client, why);
            }
        }

        private boolean isCurrent() {
            return connected && port.filter(current -> current == this).isPresent();
        }
    }
}
