package io.nightdesk.it.harness;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.nightdesk.frame.Addressing;
import io.nightdesk.frame.Content;
import io.nightdesk.frame.DecodeResult;
import io.nightdesk.frame.Frame;
import io.nightdesk.frame.FrameCodec;
import io.nightdesk.frame.FrameScanner;
import io.nightdesk.frame.MarkerCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * All customers of the shop behind one MQTT connection, by another library than the service uses. It reconnects to a persistent
 * session, so that a lost reply was lost by the service or the broker.
 */
public final class Customers implements AutoCloseable {

    public static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final FrameCodec CODEC =
            new FrameCodec(List.of("content", "text", "msg"), List.of("url", "content"), "webIm");

    private final int port;
    private final String topicFilter;
    private final Predicate<byte[]> isReply;
    private volatile Mqtt3AsyncClient client;
    private final BlockingQueue<Frame> replies = new LinkedBlockingQueue<>();
    private final Set<UUID> seen = ConcurrentHashMap.newKeySet();
    private final AtomicInteger repeated = new AtomicInteger();
    private volatile Consumer<Frame> listener = reply -> {};

    /** Each customer has a topic for replies. */
    public Customers(int port) throws Exception {
        this(port, "PTP/+", payload -> true);
    }

    private Customers(int port, String topicFilter, Predicate<byte[]> isReply) throws Exception {
        this.port = port;
        this.topicFilter = topicFilter;
        this.isReply = isReply;
        this.client = connect();
    }

    /** Replies are on the inbound topic, among the frames of everybody. */
    public static Customers onInboundTopic(int port) throws Exception {
        FrameScanner scanner = new FrameScanner(App.DESK);
        MarkerCodec markers = new MarkerCodec(App.DESK);
        return new Customers(
                port,
                "PTP",
                payload -> scanner.scan(payload, 0, payload.length) == Addressing.FROM_DESK
                        && markers.decode(payload).isEmpty());
    }

    private Mqtt3AsyncClient connect() throws Exception {
        Mqtt3AsyncClient connecting = Mqtt3Client.builder()
                .identifier("customers-" + UUID.randomUUID())
                .serverHost("127.0.0.1")
                .serverPort(port)
                .automaticReconnect()
                .initialDelay(100, TimeUnit.MILLISECONDS)
                .maxDelay(500, TimeUnit.MILLISECONDS)
                .applyAutomaticReconnect()
                .buildAsync();
        connecting.connectWith().cleanSession(false).keepAlive(10).send().get(20, TimeUnit.SECONDS);
        connecting
                .subscribeWith()
                .topicFilter(topicFilter)
                .qos(MqttQos.EXACTLY_ONCE)
                .callback(this::arrived)
                .send()
                .get(20, TimeUnit.SECONDS);
        return connecting;
    }

    /** Connects and subscribes again, to a broker that has lost the session. */
    public void reconnect() throws Exception {
        close();
        client = connect();
    }

    /** A text question as a client sends it. */
    public static Frame question(String customer, String text) {
        return frame(customer, App.DESK, new Content.Text("content", text, ""));
    }

    /** A new customer, because the same question within a minute is not answered again. */
    public static String somebody() {
        return "c" + UUID.randomUUID();
    }

    public static Frame frame(String from, String to, Content content) {
        return frame(from, to, content, Instant.now());
    }

    public static Frame frame(String from, String to, Content content, Instant sentAt) {
        return new Frame(UUID.randomUUID(), from, to, sentAt.toEpochMilli(), from + "_" + to, 0, 20, content);
    }

    public static byte[] bytes(Frame frame) {
        return CODEC.encode(frame);
    }

    /** Sends at QoS 2; completes when the broker has confirmed. */
    public CompletableFuture<Mqtt3Publish> send(Frame frame) {
        return send(bytes(frame));
    }

    public CompletableFuture<Mqtt3Publish> send(byte[] payload) {
        return publish("PTP", payload);
    }

    /** Sends at QoS 1; completes when the broker has confirmed. */
    public CompletableFuture<Mqtt3Publish> sendAtLeastOnce(Frame frame) {
        return publish("PTP", bytes(frame), MqttQos.AT_LEAST_ONCE);
    }

    public CompletableFuture<Mqtt3Publish> publish(String topic, byte[] payload) {
        return publish(topic, payload, MqttQos.EXACTLY_ONCE);
    }

    private CompletableFuture<Mqtt3Publish> publish(String topic, byte[] payload, MqttQos qos) {
        return client.publishWith().topic(topic).qos(qos).payload(payload).send();
    }

    /** Takes the next reply to any customer. */
    public Frame nextReply() throws InterruptedException {
        Frame reply = replies.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (reply == null) {
            throw new AssertionError("no reply within " + PATIENCE);
        }
        return reply;
    }

    /** Sends a question and takes the reply to it. */
    public String ask(String customer, String text) throws InterruptedException {
        return ask(question(customer, text));
    }

    public String ask(Frame frame) throws InterruptedException {
        send(frame);
        Frame reply = nextReply();
        if (!reply.receiverUid().equals(frame.senderUid())) {
            throw new AssertionError("a reply to " + reply.receiverUid() + ", expected one to " + frame.senderUid());
        }
        return text(reply);
    }

    /** The number of replies that arrived again under the same id, as they may after a crash. */
    public int repeated() {
        return repeated.get();
    }

    /** Calls the listener for every new reply from now on. */
    public void onReply(Consumer<Frame> listener) {
        this.listener = listener;
    }

    /** Distinct replies that have arrived and were not taken yet. */
    public BlockingQueue<Frame> replies() {
        return replies;
    }

    public static String text(Frame reply) {
        return ((Content.Text) reply.content()).text();
    }

    private void arrived(Mqtt3Publish publish) {
        if (!isReply.test(publish.getPayloadAsBytes())) {
            return;
        }
        if (CODEC.decode(publish.getPayloadAsBytes()) instanceof DecodeResult.Accepted accepted) {
            if (seen.add(accepted.frame().messageId())) {
                replies.add(accepted.frame());
                listener.accept(accepted.frame());
            } else {
                repeated.incrementAndGet();
            }
        } else {
            throw new AssertionError("a reply that does not decode");
        }
    }

    @Override
    public void close() throws Exception {
        client.disconnect().get(20, TimeUnit.SECONDS);
    }
}
