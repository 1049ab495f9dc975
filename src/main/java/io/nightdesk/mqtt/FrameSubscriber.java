package io.nightdesk.mqtt;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.nightdesk.IdentityConfig;
import io.nightdesk.frame.Addressing;
import io.nightdesk.frame.FrameCodec;
import io.nightdesk.frame.FrameScanner;
import io.nightdesk.inbox.InboundFrame;
import io.nightdesk.leader.LeaderElector;
import io.nightdesk.leader.LeaderTerm;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.impl.BufferImpl;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.messages.MqttPublishMessage;
import io.vertx.mqtt.messages.MqttSubAckMessage;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;
import org.jboss.logging.Logger;

/** The connection that frames come in by. Frames of others end here; the rest goes into the channel. */
@Singleton
class FrameSubscriber implements MqttConnection.Owner {

    private static final Logger LOG = Logger.getLogger(FrameSubscriber.class);
    private static final int REFUSED = 0x80;
    private static final long SUBSCRIBE_PATIENCE_MS = 10_000;
    /** A backlog comes as fast as it is acknowledged: a pause with nothing left to acknowledge is its end. */
    private static final long BACKLOG_PAUSE_MS = 2_000;
    /** On a topic without such pauses, what comes later than this is no backlog either. */
    private static final Duration LONGEST_BACKLOG = Duration.ofMinutes(10);

    /** Of a frame that is too large to be one, this much is kept for the table of refused ones. */
    private static final int HEAD = 4 * 1024;

    private final Vertx vertx;
    private final Context context;
    private final MqttConnection link;
    private final String topicFilter;
    private final FrameScanner scanner;
    private final FrameConnector channel;
    private final LeaderElector duty;
    private final Clock clock;
    private final Counter foreign;

    private Optional<MqttClient> current = Optional.empty();
    private volatile Optional<LeaderTerm> shift = Optional.empty();
    /** Whether what arrives now may have waited; written on the context, read by monitoring too. */
    private volatile boolean backlog = true;
    /** When all frames that there were had last been taken. */
    private volatile Instant caughtUpAt = Instant.EPOCH;

    private boolean arrivedLately;
    private volatile boolean subscribed;
    /** When the last frame arrived, or the subscription was made. */
    private volatile long arrivedAt;

    private boolean paused;

    @Inject
    FrameSubscriber(
            Vertx vertx,
            MqttConfig config,
            IdentityConfig desk,
            @Connector(FrameConnector.NAME) FrameConnector channel,
            LeaderElector duty,
            Clock clock,
            MeterRegistry registry) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.topicFilter = config.topicIn();
        this.scanner = new FrameScanner(desk.customerId());
        this.channel = channel;
        this.duty = duty;
        this.clock = clock;
        this.foreign = registry.counter("nightdesk.frames", "outcome", "foreign");
        String clientId = config.clientId().orElse("nightdesk-" + desk.customerId());
        this.link = new MqttConnection(
                "in", vertx, context, config.broker(), MqttConnection.options(config, clientId, false), this, registry);
    }

    void open(LeaderTerm shift) {
        this.shift = Optional.of(shift);
        caughtUpAt = shift.caughtUpAt();
        link.open(shift::isValid);
    }

    /**
     * Takes no more frames, for good; those taken can still be acknowledged. Done when the last one taken is with the ledger.
     * What comes from now on waits at the broker, so this replica has not caught up any more.
     */
    Future<Void> pause() {
        Promise<Void> done = Promise.promise();
        context.runOnContext(v -> {
            paused = true;
            duty.caughtUp(false);
            done.complete();
        });
        return done.future();
    }

    Future<Void> close() {
        return link.close();
    }

    /** Why no frames arrive; empty while they do, or while none are wanted. */
    Optional<String> complaint() {
        return link.complaint();
    }

    /** Whether frames would arrive now. */
    boolean isSubscribed() {
        return subscribed;
    }

    /** Whether what arrives now may have waited at the broker. */
    boolean isBacklog() {
        return backlog;
    }

    /** How long no frame came, anybody's; empty while none can come. */
    Optional<Duration> sinceLastFrame() {
        return subscribed ? Optional.of(Duration.ofNanos(System.nanoTime() - arrivedAt)) : Optional.empty();
    }

    @Override
    public void prepare(MqttClient client) {
        OrderedAcks sequence = new OrderedAcks();
        current = Optional.of(client);
        backlog = true;
        LeaderTerm preparedIn = shift.orElseThrow();
        client.publishHandler(message -> {
            try {
                arrived(client, preparedIn, sequence, message);
            } catch (RuntimeException e) {
                // Its place in the sequence would hold up all acknowledgements of this connection.
                LOG.errorf("a packet could not be taken: %s", e.getClass().getName());
                link.reconnect(client, "packet not taken");
            }
        });
        client.subscribeCompletionHandler(answer -> granted(client, sequence, answer));
    }

    /** Subscribes each time: the broker may have forgotten the session, or the filter may be another than last time. */
    @Override
    public void connected(MqttClient client) {
        vertx.setTimer(SUBSCRIBE_PATIENCE_MS, t -> {
            if (!subscribed) {
                link.reconnect(client, "no answer to SUBSCRIBE");
            }
        });
        client.subscribe(topicFilter, MqttQoS.AT_LEAST_ONCE.value())
                .onFailure(e -> link.reconnect(client, "SUBSCRIBE not sent"));
    }

    @Override
    public void disconnected() {
        current = Optional.empty();
        subscribed = false;
        if (!backlog) {
            caughtUpAt = clock.instant();
        }
        backlog = true;
        duty.caughtUp(false);
    }

    private void granted(MqttClient client, OrderedAcks sequence, MqttSubAckMessage answer) {
        if (!isCurrent(client)) {
            return;
        }
        int qos = answer.grantedQoSLevels().get(0);
        if (qos == REFUSED) {
            LOG.errorf("the broker refuses the subscription, check its access rules: topic=%s", topicFilter);
            link.reconnect(client, "subscription refused");
        } else if (qos < MqttQoS.AT_LEAST_ONCE.value()) {
            LOG.errorf("the broker grants QoS %d only, frames could get lost: topic=%s", qos, topicFilter);
            link.reconnect(client, "subscription without QoS 1");
        } else {
            arrivedAt = System.nanoTime();
            subscribed = true;
            link.fit();
            LOG.infof("subscribed: topic=%s", topicFilter);
            watchBacklog(client, sequence);
        }
    }

    private void watchBacklog(MqttClient client, OrderedAcks sequence) {
        long since = System.nanoTime();
        vertx.setPeriodic(BACKLOG_PAUSE_MS, timer -> {
            boolean over = !arrivedLately && sequence.isEmpty();
            if (over || System.nanoTime() - since > LONGEST_BACKLOG.toNanos() || !isCurrent(client)) {
                vertx.cancelTimer(timer);
                if (isCurrent(client) && !paused) {
                    backlog = false;
                    duty.caughtUp(true);
                }
            }
            arrivedLately = false;
        });
    }

    private void arrived(MqttClient client, LeaderTerm shift, OrderedAcks sequence, MqttPublishMessage message) {
        if (paused) {
            return;
        }
        arrivedLately = true;
        arrivedAt = System.nanoTime();
        ByteBuf payload = ((BufferImpl) message.payload()).byteBuf();
        Addressing bearing = bearing(payload);
        Runnable ack = () -> acknowledge(client, message);
        if (bearing == Addressing.FOREIGN) {
            foreign.increment();
            sequence.addDone(ack);
            return;
        }
        OrderedAcks.Entry entry = sequence.add(ack);
        int size = payload.readableBytes();
        byte[] kept = ByteBufUtil.getBytes(
                payload, payload.readerIndex(), size > FrameCodec.MAX_FRAME_BYTES ? HEAD : size, true);
        InboundFrame receipt = new InboundFrame(kept, size, shift, clock.instant(), waitedSince());
        channel.emit(Message.of(receipt, () -> {
            context.runOnContext(v -> sequence.done(entry));
            return CompletableFuture.completedFuture(null);
        }));
    }

    private Optional<Instant> waitedSince() {
        return backlog ? Optional.of(caughtUpAt) : Optional.empty();
    }

    private boolean isCurrent(MqttClient client) {
        return current.filter(candidate -> candidate == client).isPresent();
    }

    private Addressing bearing(ByteBuf payload) {
        int size = payload.readableBytes();
        if (payload.hasArray()) {
            return scanner.scan(payload.array(), payload.arrayOffset() + payload.readerIndex(), size);
        }
        return scanner.scan(ByteBufUtil.getBytes(payload), 0, size);
    }

    /** A packet of an earlier connection cannot be acknowledged any more; the broker sends it again, a duplicate then. */
    private void acknowledge(MqttClient client, MqttPublishMessage message) {
        if (message.qosLevel() != MqttQoS.AT_MOST_ONCE && isCurrent(client) && client.isConnected()) {
            message.ack();
        }
    }
}
