package io.nightdesk.mqtt;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.nightdesk.frame.FrameScanner;
import io.nightdesk.leader.LeaderTerm;
import io.nightdesk.outbox.DeliveryListener;
import io.nightdesk.outbox.DeliveryReport;
import io.nightdesk.outbox.PendingReply;
import io.nightdesk.outbox.ReplyPublisher;
import io.nightdesk.outbox.SendGuard;
import io.nightdesk.outbox.WithholdReason;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** The replies of one connection: those that wait to be sent, and those that await confirmation. Confined to its context. */
final class ConnectionPublisher implements ReplyPublisher {

    private static final Logger LOG = Logger.getLogger(ConnectionPublisher.class);

    private static final Duration MAX_QUIET = Duration.ofMinutes(1);

    /**
     * How long what may take.
     *
     * @param backoff the pause before the first attempt to reconnect
     * @param check the interval at which the following are checked
     * @param confirmation if the broker has not confirmed a reply within this time, it never will on this connection
     * @param retry how long a connection is new after it was given its first replies; then others make way for a suspect
     * @param quiet how long a connection without a suspect must last to speak against it
     */
    record Timing(Duration backoff, Duration check, Duration confirmation, Duration retry, Duration quiet) {
        static final Timing DEFAULT = new Timing(
                MqttConnection.INITIAL_BACKOFF,
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                Duration.ofSeconds(1),
                Duration.ofSeconds(2));
    }

    /** What all connections share. */
    record Delivery(
            Context context,
            MqttConnection connection,
            DeliveryListener listener,
            SendGuard guard,
            PoisonReplies poison,
            PublishedReplies published,
            String topic,
            MqttQoS qos,
            int maxInflight,
            Timing timing,
            Consumer<PendingReply> onConfirmed) {}

    private static final class InFlight {
        private final PendingReply reply;
        private final MqttQoS qos;
        private final long sentAt = System.nanoTime();

        InFlight(PendingReply reply, MqttQoS qos) {
            this.reply = reply;
            this.qos = qos;
        }
    }

    private final Delivery delivery;
    private final MqttClient client;
    private final LeaderTerm term;
    private final SendQueue queue;
    private final Set<InFlight> inFlight = new LinkedHashSet<>();
    /** Those of {@link #inFlight} that are written: the client reveals the packet id only then. */
    private final Map<Integer, InFlight> byPacketId = new HashMap<>();

    /** {@link System#nanoTime} of the first {@link #publish}: connecting and reading the replies may take long. */
    private Optional<Long> firstRepliesAt = Optional.empty();

    private long lastActivityAt = System.nanoTime();
    private long lastConfirmedSentAt = lastActivityAt;
    private boolean open;
    private boolean anyConfirmed;
    private boolean suspectConfirmed;
    /** Whether the broker answered a QoS 2 publish as if it had QoS 1. */
    private volatile boolean downgraded;

    ConnectionPublisher(Delivery delivery, MqttClient client, LeaderTerm term) {
        this.delivery = delivery;
        this.client = client;
        this.term = term;
        this.queue = new SendQueue(delivery.poison(), delivery.maxInflight());
        client.publishCompletionHandler(this::confirmed);
        client.publishCompletionUnknownPacketIdHandler(this::confirmedWithLowerQos);
    }

    @Override
    public LeaderTerm term() {
        return term;
    }

    @Override
    public void publish(List<PendingReply> replies) {
        delivery.context().runOnContext(v -> {
            if (open) {
                firstRepliesAt = firstRepliesAt.or(() -> Optional.of(System.nanoTime()));
                queue.add(replies);
                send();
            }
        });
    }

    /** The connection is established. */
    void open() {
        open = true;
        delivery.listener().opened(this);
    }

    void close() {
        open = false;
        // Delivery reports that are not recorded yet refer to this object.
        queue.clear();
        inFlight.clear();
        byPacketId.clear();
        delivery.listener().closed(this);
    }

    /** The QoS of the next publish; may be called from any thread. */
    MqttQoS qos() {
        return downgraded ? MqttQoS.AT_LEAST_ONCE : delivery.qos();
    }

    private void send() {
        // Once the term is over, another replica may know of reasons to withhold a reply that this one does not.
        while (open && term.isValid()) {
            if (needsNewConnection()) {
                if (inFlight.isEmpty()) {
                    fail("a reply that the broker may not accept is published again on a new connection");
                }
                return;
            }
            Optional<PendingReply> next = queue.next(mayRetrySuspects());
            if (next.isEmpty()) {
                return;
            }
            PendingReply reply = next.get();
            Optional<WithholdReason> withheld = delivery.guard().check(reply);
            if (withheld.isPresent()) {
                queue.done();
                withhold(reply, withheld.get());
            } else {
                send(reply);
            }
        }
    }

    /**
     * Suspects come first on a new connection: what happened before could be the reason for its end. Once one was accepted, the
     * others follow.
     */
    private boolean mayRetrySuspects() {
        return suspectConfirmed || (!anyConfirmed && isNew());
    }

    private boolean needsNewConnection() {
        return !mayRetrySuspects() && queue.hasSuspectToRetry() && !(isNew() && queue.hasWaiting());
    }

    private boolean isNew() {
        return firstRepliesAt
                .filter(at -> elapsed(at).compareTo(delivery.timing().retry()) >= 0)
                .isEmpty();
    }

    private void withhold(PendingReply reply, WithholdReason reason) {
        boolean wasSuspect = delivery.poison().isSuspect(reply.exchangeId());
        delivery.poison().done(reply.exchangeId());
        if (wasSuspect && !delivery.poison().hasSuspects()) {
            delivery.connection().markHealthy();
        }
        delivery.listener().report(DeliveryReport.withheld(reply.exchangeId(), this, reason));
    }

    private void send(PendingReply reply) {
        InFlight sent = new InFlight(reply, qos());
        inFlight.add(sent);
        lastActivityAt = sent.sentAt;
        // Before it is sent, because it may come back at once.
        FrameScanner.messageId(reply.bytes()).ifPresent(delivery.published()::add);
        try {
            client.publish(
                            delivery.topic().replace("{receiver_uid}", reply.customerUid()),
                            Buffer.buffer(reply.bytes()),
                            sent.qos,
                            false,
                            false)
                    .onSuccess(id -> byPacketId.put(id, sent))
                    .onFailure(e -> delivery.connection().failed(client, e));
        } catch (RuntimeException e) {
            // The client throws when its connection was just lost; the next connection publishes the reply.
            fail("a reply could not be written");
        }
    }

    private void confirmed(int packetId) {
        InFlight sent = byPacketId.remove(packetId);
        if (sent != null) {
            inFlight.remove(sent);
            queue.done();
            anyConfirmed = true;
            suspectConfirmed |= delivery.poison().isSuspect(sent.reply.exchangeId());
            lastActivityAt = System.nanoTime();
            lastConfirmedSentAt = Math.max(lastConfirmedSentAt, sent.sentAt);
            delivery.poison().confirmed(sent.reply.exchangeId());
            delivery.connection().markHealthy();
            delivery.connection().resetBackoff();
            delivery.onConfirmed().accept(sent.reply);
            delivery.listener().report(DeliveryReport.confirmed(sent.reply.exchangeId(), this));
        }
        send();
    }

    /**
     * A broker that has no QoS 2 may answer with PUBACK, which the client does not expect. Later replies of this connection are
     * published with QoS 1, because the client keeps the state of each QoS 2 publish until PUBCOMP.
     */
    private void confirmedWithLowerQos(int packetId) {
        InFlight sent = byPacketId.get(packetId);
        if (sent != null && sent.qos == MqttQoS.EXACTLY_ONCE) {
            if (!downgraded) {
                LOG.warn("The broker answers QoS 2 publishes with PUBACK, so it delivers replies with QoS 1 and may"
                        + " repeat one after a failure: set NIGHTDESK_REPLY_QOS=1");
                downgraded = true;
            }
            confirmed(packetId);
        }
    }

    /** Called at each {@link Timing#check}. */
    void check() {
        inFlight.stream()
                .findFirst()
                .filter(oldest ->
                        elapsed(oldest.sentAt).compareTo(delivery.timing().confirmation()) > 0)
                .ifPresent(this::timedOut);
        if (open && queue.isQuiet() && elapsed(lastActivityAt).compareTo(quiet()) > 0) {
            delivery.connection().ping(client);
        }
        send();
    }

    private void timedOut(InFlight oldest) {
        long id = oldest.reply.exchangeId();
        delivery.poison().ignored(id, lastConfirmedSentAt > oldest.sentAt).ifPresent(rejected -> reject(oldest.reply));
        fail("the broker does not confirm replies");
    }

    /** The broker answered a PINGREQ. */
    void pingAnswered() {
        if (queue.isQuiet() && elapsed(lastActivityAt).compareTo(quiet()) > 0) {
            delivery.poison().connectionWorks();
            send();
        }
    }

    /** A reply that no other follows is tried again after longer and longer pauses. */
    private Duration quiet() {
        Duration quiet =
                delivery.timing().quiet().multipliedBy(1L << Math.min(10, Math.max(0, queue.endsOfNextSuspect() - 1)));
        return quiet.compareTo(MAX_QUIET) > 0 ? MAX_QUIET : quiet;
    }

    /**
     * The broker ended the connection. Withholds the reply that it does not accept, if that is certain by now.
     *
     * @param everConfirmed whether the broker confirmed a reply on any connection
     * @return the likely reason
     */
    Optional<String> endedByBroker(boolean everConfirmed) {
        List<PendingReply> unconfirmed =
                inFlight.stream().map(sent -> sent.reply).toList();
        delivery.poison()
                .ended(unconfirmed.stream().map(PendingReply::exchangeId).toList(), anyConfirmed)
                .flatMap(rejected -> unconfirmed.stream()
                        .filter(reply -> reply.exchangeId() == rejected)
                        .findFirst())
                .ifPresent(this::reject);
        if (unconfirmed.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                delivery.qos() == MqttQoS.EXACTLY_ONCE && !everConfirmed
                        ? "the connection ended after a QoS 2 publish, and the broker has confirmed none yet: if it"
                                + " does not support QoS 2, set NIGHTDESK_REPLY_QOS=1; otherwise check its access rules"
                                + " for the topic and its packet size limit"
                        : "the connection ended while replies awaited confirmation: if this repeats, check the broker's"
                                + " access rules for the topic and its packet size limit");
    }

    private void reject(PendingReply reply) {
        LOG.errorf(
                "Reply withheld, the broker does not accept it but accepts others: exchange=%d bytes=%d. Check the"
                        + " broker's access rules for the topic and its packet size limit",
                reply.exchangeId(), reply.bytes().length);
        withhold(reply, WithholdReason.BROKER_REJECTED);
    }

    private void fail(String reason) {
        if (open) {
            delivery.connection().reconnect(client, reason);
        }
    }

    private static Duration elapsed(long since) {
        return Duration.ofNanos(System.nanoTime() - since);
    }
}
