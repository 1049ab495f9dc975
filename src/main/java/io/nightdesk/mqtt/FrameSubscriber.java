package io.nightdesk.mqtt;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.nightdesk.IdentityConfig;
import io.nightdesk.OutOfMemory;
import io.nightdesk.frame.Addressing;
import io.nightdesk.frame.FrameCodec;
import io.nightdesk.frame.FrameScanner;
import io.nightdesk.frame.MarkerCodec;
import io.nightdesk.frame.TopicConfig;
import io.nightdesk.inbox.InboundFrame;
import io.nightdesk.inbox.InboxCapacity;
import io.nightdesk.leader.LeaderElector;
import io.nightdesk.leader.LeaderTerm;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.messages.MqttPublishMessage;
import io.vertx.mqtt.messages.MqttSubAckMessage;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;
import org.jboss.logging.Logger;

/** Subscribes to the inbound topic. Acknowledges frames of others at once and emits the desk's own into the channel. */
@Singleton
class FrameSubscriber implements MqttConnection.Listener {

    private static final Logger LOG = Logger.getLogger(FrameSubscriber.class);
    /** The return code of SUBACK for a refused subscription. */
    private static final int SUBSCRIPTION_REFUSED = 0x80;

    private static final long SUBSCRIBE_TIMEOUT_MS = 10_000;
    /** A marker comes back within milliseconds. Behind a backlog it takes longer. */
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(10);

    /** The dead-letter table stores this much of a payload that is too large for a frame. */
    private static final int OVERSIZED_PREFIX_BYTES = 4 * 1024;

    private final Vertx vertx;
    private final Context context;
    private final MqttConnection connection;
    private final MqttConfig.Broker broker;
    private final String topicFilter;
    private final FrameScanner scanner;
    private final MarkerCodec markers;
    private final SubscriptionProbe probe;
    private final FrameConnector channel;
    private final InboxCapacity capacity;
    private final CaughtUpListener caughtUp;
    private final Clock clock;
    private final PublishedReplies published;
    private final Counter foreignFrames;
    private final RetainedFrames retained;
    private final Counter ownReplies;
    private final Backlog backlog;

    private Optional<MqttClient> current = Optional.empty();
    private Optional<ClientChannel> clientChannel = Optional.empty();
    private Optional<FlowControl> flow = Optional.empty();
    private volatile Optional<LeaderTerm> term = Optional.empty();
    /** When the desk was last known to have no backlog. */
    private Instant caughtUpAt = Instant.EPOCH;
    /** Whether every frame that waited at the broker was received and processed. */
    private boolean isCaughtUp;

    private volatile boolean subscribed;
    /** {@link System#nanoTime} when the last frame arrived or the subscription was granted. */
    private volatile long lastArrivalAt;

    private boolean paused;

    @Inject
    FrameSubscriber(
            Vertx vertx,
            MqttConfig config,
            TopicConfig topics,
            IdentityConfig identity,
            @Connector(FrameConnector.NAME) FrameConnector channel,
            LeaderElector elector,
            InboxCapacity capacity,
            PublishedReplies published,
            Clock clock,
            MeterRegistry registry) {
        this(
                vertx,
                config,
                topics,
                identity,
                channel,
                elector::caughtUp,
                capacity,
                published,
                PROBE_TIMEOUT,
                clock,
                registry);
    }

    FrameSubscriber(
            Vertx vertx,
            MqttConfig config,
            TopicConfig topics,
            IdentityConfig identity,
            FrameConnector channel,
            CaughtUpListener caughtUp,
            InboxCapacity capacity,
            PublishedReplies published,
            Duration probeTimeout,
            Clock clock,
            MeterRegistry registry) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.broker = config.broker();
        this.topicFilter = topics.topicIn();
        this.scanner = new FrameScanner(identity.customerId());
        this.markers = new MarkerCodec(identity.customerId());
        this.probe = new SubscriptionProbe(vertx, topicFilter, config.broker().probe(), markers, probeTimeout);
        this.channel = channel;
        this.caughtUp = caughtUp;
        this.capacity = capacity;
        this.published = published;
        this.clock = clock;
        this.foreignFrames = registry.counter("nightdesk.frames", "outcome", "foreign");
        this.retained = new RetainedFrames(topicFilter, System::nanoTime, registry);
        this.ownReplies = registry.counter("nightdesk.frames", "outcome", "own_reply");
        this.backlog = new Backlog(System::nanoTime, registry);
        String clientId = config.clientId().orElse("nightdesk-" + identity.customerId());
        this.connection = new MqttConnection(
                "in",
                vertx,
                context,
                config.broker(),
                new ConnectionOptions(config.broker(), clientId, false),
                this,
                registry,
                MqttConnection.INITIAL_BACKOFF);
        capacity.onRoom(() -> context.runOnContext(v -> resume()));
    }

    /** Told whether every frame that waited at the broker was received and processed. */
    interface CaughtUpListener {
        void changed(boolean caughtUp);
    }

    void open(LeaderTerm term) {
        this.term = Optional.of(term);
        context.runOnContext(v -> caughtUpAt = term.caughtUpAt());
        connection.open(term::isValid);
    }

    /**
     * Stops emitting frames, for good; those emitted can still be acknowledged. Completes when the last one is emitted. Later
     * frames stay at the broker, so this replica no longer counts as caught up.
     */
    Future<Void> pause() {
        Promise<Void> stopped = Promise.promise();
        context.runOnContext(v -> {
            paused = true;
            isCaughtUp = false;
            caughtUp.changed(false);
            stopped.complete();
        });
        return stopped.future();
    }

    Future<Void> close() {
        return connection.close();
    }

    /** Why no frames can arrive; empty while they can, or while no connection is wanted. */
    Optional<String> failureReason() {
        return connection.failureReason();
    }

    /** Whether frames can arrive. */
    boolean isSubscribed() {
        return subscribed;
    }

    /** What is known of whether the subscription delivers frames. */
    SubscriptionProbe.State subscriptionState() {
        return probe.state();
    }

    /** Whether a frame that arrives now may have waited at the broker. */
    boolean isBacklog() {
        return backlog.isOpen();
    }

    /** The time since the last frame, anybody's; empty while not subscribed. */
    Optional<Duration> sinceLastFrame() {
        return subscribed ? Optional.of(Duration.ofNanos(System.nanoTime() - lastArrivalAt)) : Optional.empty();
    }

    @Override
    public void prepare(MqttClient client) {
        OrderedAcks acks = new OrderedAcks();
        FlowControl control = new FlowControl(capacity, client);
        current = Optional.of(client);
        flow = Optional.of(control);
        backlog.begin(caughtUpAt);
        LeaderTerm currentTerm = term.orElseThrow();
        client.publishHandler(message -> {
            try {
                if (!paused && control.admits()) {
                    received(client, currentTerm, acks, message);
                    control.taken();
                }
            } catch (RuntimeException | Error e) {
                OutOfMemory.exitIfCauseOf(e);
                // Never acknowledged, it would block all later acknowledgements of this connection.
                LOG.errorf(
                        "Processing an MQTT message failed, reconnecting: error=%s",
                        e.getClass().getName());
                connection.reconnect(client, "a message could not be processed");
            }
        });
        client.subscribeCompletionHandler(subAck -> subscriptionAnswered(client, acks, subAck));
    }

    /** Subscribes even if the broker has the session: its subscription may be to an earlier topic filter. */
    @Override
    public void connected(MqttClient client) {
        ClientChannel connected = ClientChannel.of(client, broker.maxPacketBytes());
        Runnable onNoAnswer =
                () -> context.runOnContext(v -> connection.reconnect(client, ConnectionFailure.NO_PING_ANSWER));
        // First, because frames that follow CONNACK are received, and acknowledged, before prepare returns.
        clientChannel = Optional.of(connected);
        connected.prepare(broker.keepAlive(), onNoAnswer);
        awaitSubscription(client);
        client.subscribe(topicFilter, MqttQoS.AT_LEAST_ONCE.value())
                .onFailure(e -> connection.reconnect(client, "SUBSCRIBE could not be sent"));
    }

    private void awaitSubscription(MqttClient client) {
        vertx.setTimer(SUBSCRIBE_TIMEOUT_MS, t -> {
            if (isCurrent(client) && flow.filter(FlowControl::isPaused).isPresent()) {
                // The answer is behind frames that are not read yet.
                awaitSubscription(client);
            } else if (!subscribed) {
                connection.reconnect(client, "the broker did not answer SUBSCRIBE");
            }
        });
    }

    /** There is memory for frames again. */
    private void resume() {
        if (!flow.map(FlowControl::resume).orElse(true)) {
            current.ifPresent(client ->
                    connection.reconnect(client, "frames that did not fit into memory are to be delivered again"));
        }
    }

    @Override
    public Optional<String> endedByBroker() {
        return subscribed
                ? Optional.empty()
                : Optional.of(
                        "the broker closes the connection instead of answering SUBSCRIBE: check its access rules for"
                                + " the topic " + topicFilter);
    }

    @Override
    public void disconnected() {
        current = Optional.empty();
        clientChannel = Optional.empty();
        flow = Optional.empty();
        subscribed = false;
        probe.disconnected();
        if (isCaughtUp) {
            caughtUpAt = clock.instant();
        }
        isCaughtUp = false;
        backlog.begin(caughtUpAt);
        caughtUp.changed(false);
    }

    private void subscriptionAnswered(MqttClient client, OrderedAcks acks, MqttSubAckMessage subAck) {
        if (!isCurrent(client)) {
            return;
        }
        int qos = subAck.grantedQoSLevels().get(0);
        if (qos == SUBSCRIPTION_REFUSED) {
            LOG.errorf("The broker refused the subscription, check its access rules: topic=%s", topicFilter);
            connection.reconnect(client, "the broker refused the subscription");
        } else if (qos < MqttQoS.AT_LEAST_ONCE.value()) {
            LOG.errorf("The broker granted only QoS %d, frames could be lost: topic=%s", qos, topicFilter);
            connection.reconnect(client, "the broker granted the subscription without QoS 1");
        } else {
            lastArrivalAt = System.nanoTime();
            retained.subscribed();
            subscribed = true;
            connection.markHealthy();
            LOG.infof("Subscribed: topic=%s", topicFilter);
            backlog.subscribed();
            probe.start(client);
            awaitBacklogEnd(client, acks);
        }
    }

    private void awaitBacklogEnd(MqttClient client, OrderedAcks acks) {
        vertx.setPeriodic(Backlog.SILENCE.toMillis() / 2, timer -> {
            if (!isCurrent(client) || !backlog.isOpen()) {
                vertx.cancelTimer(timer);
            } else if (!isHoldingBack()) {
                backlog.endWithoutMarker(probe.marker()).ifPresent(end -> endBacklog(client, acks, end));
            }
        });
    }

    private void endBacklog(MqttClient client, OrderedAcks acks, Backlog.End end) {
        backlog.end(end);
        // Of what is received and not processed, a later connection must not think that it has just arrived.
        acks.addDone(() -> {
            if (isCurrent(client) && !paused) {
                isCaughtUp = true;
                caughtUp.changed(true);
            }
        });
    }

    private boolean isHoldingBack() {
        return flow.filter(FlowControl::isHoldingBack).isPresent();
    }

    private void received(MqttClient client, LeaderTerm term, OrderedAcks acks, MqttPublishMessage message) {
        probe.arrived();
        // For each message: of one that is not taken, it must not be left for a later one with the same id.
        int discarded = clientChannel
                .map(connected -> connected.discardedBytes(message.messageId()))
                .orElse(0);
        ByteBuf payload = withoutCopy(message.payload());
        Addressing addressing = scan(payload);
        // The acknowledgement must not keep the packet in memory.
        Runnable ack = acknowledgement(client, message.qosLevel(), message.messageId());
        if (addressing == Addressing.FROM_DESK && isKnown(client, acks, payload)) {
            acks.addDone(ack);
            return;
        }
        lastArrivalAt = System.nanoTime();
        if (addressing == Addressing.FOREIGN) {
            foreignFrames.increment();
            acks.addDone(ack);
            return;
        }
        if (retained.ignores(message.isRetain(), backlog.isOpen())) {
            acks.addDone(ack);
            return;
        }
        boolean toDesk = addressing == Addressing.TO_DESK;
        OrderedAcks.Entry entry = acks.add(ack);
        int size = payload.readableBytes();
        // Of an agent's frame, the uids may be behind a long text.
        boolean isOversized = size > FrameCodec.MAX_FRAME_BYTES && addressing != Addressing.FROM_DESK;
        byte[] bytes =
                ByteBufUtil.getBytes(payload, payload.readerIndex(), isOversized ? OVERSIZED_PREFIX_BYTES : size, true);
        // Messages with QoS 0 share one id, so a small one could be taken for truncated.
        int wholeSize = isOversized ? size + discarded : size;
        InboundFrame frame = new InboundFrame(bytes, wholeSize, term, clock.instant(), backlog.arrived(toDesk));
        channel.emit(Message.of(frame, () -> {
            context.runOnContext(v -> {
                acks.done(entry);
                if (toDesk && isCurrent(client)) {
                    backlog.processed();
                }
            });
            return CompletableFuture.completedFuture(null);
        }));
    }

    /** Whether a frame of the desk's uid is a marker, or a reply of this process that comes back. */
    private boolean isKnown(MqttClient client, OrderedAcks acks, ByteBuf payload) {
        if (payload.readableBytes() > FrameCodec.MAX_FRAME_BYTES) {
            return false;
        }
        byte[] frame = ByteBufUtil.getBytes(payload);
        Optional<UUID> marker = markers.decode(frame);
        if (marker.isPresent()) {
            if (probe.returned(marker.get()) && backlog.isOpen()) {
                endBacklog(client, acks, Backlog.End.MARKER);
            }
            return true;
        }
        boolean isOwnReply =
                FrameScanner.messageId(frame).filter(published::contains).isPresent();
        if (isOwnReply) {
            ownReplies.increment();
        }
        return isOwnReply;
    }

    private boolean isCurrent(MqttClient client) {
        return current.filter(candidate -> candidate == client).isPresent();
    }

    /**
     * Most frames are of others, and they must cost no copy. The method is deprecated because Vert.x 5 hides Netty's buffers;
     * the alternative in Vert.x 4 is a cast to an internal class.
     */
    @SuppressWarnings("deprecation")
    private static ByteBuf withoutCopy(Buffer payload) {
        return payload.getByteBuf();
    }

    private Addressing scan(ByteBuf payload) {
        int size = payload.readableBytes();
        if (payload.hasArray()) {
            return scanner.scan(payload.array(), payload.arrayOffset() + payload.readerIndex(), size);
        }
        return scanner.scan(ByteBufUtil.getBytes(payload), 0, size);
    }

    /** A packet of an earlier connection cannot be acknowledged any more: the broker delivers it again, as a duplicate. */
    private Runnable acknowledgement(MqttClient client, MqttQoS qos, int packetId) {
        if (qos == MqttQoS.AT_MOST_ONCE) {
            return () -> {};
        }
        return () -> {
            if (isCurrent(client) && client.isConnected()) {
                clientChannel.ifPresent(connected -> connected.acknowledge(packetId));
            }
        };
    }
}
