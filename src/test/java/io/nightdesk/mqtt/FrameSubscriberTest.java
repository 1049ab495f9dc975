package io.nightdesk.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.nightdesk.IdentityConfig;
import io.nightdesk.ManualClock;
import io.nightdesk.frame.Content;
import io.nightdesk.frame.Frame;
import io.nightdesk.frame.FrameCodec;
import io.nightdesk.frame.TopicConfig;
import io.nightdesk.inbox.InboundFrame;
import io.nightdesk.inbox.InboxCapacity;
import io.nightdesk.leader.Terms;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Multi;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The subscriber against a broker that does what MQTT allows and few brokers do. */
@Timeout(60)
final class FrameSubscriberTest {

    private static final String DESK = "88888";
    private static final int MAX_PACKET_BYTES = 256 * 1024;
    private static final int CAPACITY = 1024 * 1024;
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(1);
    private static final FrameCodec CODEC = new FrameCodec(List.of("content"), List.of("url"), "nightdesk");

    private final Vertx vertx = Vertx.vertx();
    private final InboxCapacity capacity = new InboxCapacity(CAPACITY);
    private final List<Message<InboundFrame>> received = new CopyOnWriteArrayList<>();
    private final List<Integer> acknowledged = new CopyOnWriteArrayList<>();
    private final List<Boolean> caughtUp = new CopyOnWriteArrayList<>();
    private final PublishedReplies published = new PublishedReplies();

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** A persistent session: what was queued follows CONNACK in the same segment. */
    @Test
    void acknowledgesAPacketAboveTheLimitAndReceivesWhatIsBehindIt() {
        // Given
        byte[] afterConnack = concatenated(
                encoded(MqttMessageBuilders.connAck()
                        .returnCode(MqttConnectReturnCode.CONNECTION_ACCEPTED)
                        .sessionPresent(true)
                        .build()),
                packet(1, frame(1, 2 * MAX_PACKET_BYTES)),
                packet(2, frame(2, 10)));
        try (ScriptedBroker broker = new ScriptedBroker(new AcknowledgementsRecorded() {
            @Override
            public void connect(ScriptedBroker.Connection connection, MqttConnectMessage packet) {
                connection.sendRaw(afterConnack);
            }
        })) {
            // When
            open(broker);

            // Then
            await().until(() -> received.size() == 2);
            assertThat(received.get(0).getPayload().size()).isEqualTo(frame(1, 2 * MAX_PACKET_BYTES).length);
            assertThat(received.get(1).getPayload().bytes()).isEqualTo(frame(2, 10));
            received.forEach(Message::ack);
            await().until(() -> acknowledged.equals(List.of(1, 2)));
            assertThat(broker.connections()).hasSize(1);
        }
    }

    /** The uids are behind the text. */
    @Test
    void keepsAnAgentsFrameWholeThatIsTooLargeForAFrame() {
        // Given
        byte[] large = frame(1, DESK, "c1", FrameCodec.MAX_FRAME_BYTES);
        try (ScriptedBroker broker = new ScriptedBroker(new AcknowledgementsRecorded() {
            @Override
            public void subscribe(ScriptedBroker.Connection connection, MqttSubscribeMessage packet) {
                connection.grant(packet, MqttQoS.AT_LEAST_ONCE);
                connection.publish("PTP", 1, large);
            }
        })) {
            // When
            open(broker);

            // Then
            await().until(() -> received.size() == 1);
            assertThat(received.get(0).getPayload().bytes()).isEqualTo(large);
            assertThat(received.get(0).getPayload().size()).isEqualTo(large.length);
        }
    }

    @Test
    void acknowledgesForeignFramesThatFollowConnackInTheSameSegment() {
        // Given
        byte[] afterConnack = concatenated(
                encoded(MqttMessageBuilders.connAck()
                        .returnCode(MqttConnectReturnCode.CONNECTION_ACCEPTED)
                        .sessionPresent(true)
                        .build()),
                packet(1, foreignFrame(1)),
                packet(2, foreignFrame(2)));
        try (ScriptedBroker broker = new ScriptedBroker(new AcknowledgementsRecorded() {
            @Override
            public void connect(ScriptedBroker.Connection connection, MqttConnectMessage packet) {
                connection.sendRaw(afterConnack);
            }
        })) {
            // When
            FrameSubscriber subscriber = open(broker);

            // Then
            await().until(subscriber::isSubscribed);
            assertThat(acknowledged).containsExactly(1, 2);
            assertThat(received).isEmpty();
        }
    }

    @Test
    void acknowledgesRetainedFramesAndPassesOnTheOthers() {
        // Given
        try (ScriptedBroker broker = new ScriptedBroker(new AcknowledgementsRecorded() {
            @Override
            public void subscribe(ScriptedBroker.Connection connection, MqttSubscribeMessage packet) {
                connection.publish("PTP", 1, frame(1, 10), true);
                connection.grant(packet, MqttQoS.AT_LEAST_ONCE);
                connection.publish("PTP", 2, frame(2, DESK, "c1", 10), true);
                connection.publish("PTP", 3, frame(3, 10));
                connection.publish("PTP", 4, foreignFrame(4), true);
            }
        })) {
            // When
            open(broker);

            // Then
            await().until(() -> received.size() == 1);
            assertThat(process()).isEqualTo(ids(3, 3));
            await().until(() -> acknowledged.equals(List.of(1, 2, 3, 4)));
            assertThat(frames("retained")).isEqualTo(2);
            assertThat(frames("foreign")).isEqualTo(1);
        }
    }

    @Test
    void stopsReadingWhileFramesTakeTooMuchMemory() {
        // Given
        try (ScriptedBroker broker = new ScriptedBroker(new Publishing(1, 400))) {
            // When
            open(broker);

            // Then
            await().until(capacity::isFull);
            List<UUID> inOrder = new ArrayList<>();
            long most = 0;
            while (inOrder.size() < 400) {
                await().until(() -> !received.isEmpty());
                most = Math.max(most, bytesInMemory());
                inOrder.addAll(process());
            }
            assertThat(inOrder).isEqualTo(ids(1, 400));
            assertThat(most).isLessThan(2 * CAPACITY);
            await().until(() ->
                    acknowledged.equals(IntStream.rangeClosed(1, 400).boxed().toList()));
            assertThat(broker.connections()).hasSize(1);
        }
    }

    /** As after connections that broke while reading was paused: the broker delivers again what is still in memory. */
    @Test
    void takesNothingWhileMemoryIsExceededAndHasItDeliveredAgainLater() {
        // Given
        capacity.take(2 * CAPACITY);
        try (ScriptedBroker broker = new ScriptedBroker(new Publishing(1, 60) {
            @Override
            public void subscribe(ScriptedBroker.Connection connection, MqttSubscribeMessage packet) {
                publishAll(connection);
                connection.grant(packet, MqttQoS.AT_LEAST_ONCE);
            }
        })) {
            FrameSubscriber subscriber = open(broker);
            await().until(subscriber::isSubscribed);
            int taken = received.size();

            // When
            capacity.release(2 * CAPACITY);

            // Then
            List<UUID> inOrder = new ArrayList<>();
            while (inOrder.size() < 60) {
                await().until(() -> !received.isEmpty());
                inOrder.addAll(process());
            }
            assertThat(taken).isZero();
            assertThat(inOrder).isEqualTo(ids(1, 60));
            assertThat(broker.connections()).hasSize(2);
        }
    }

    @Test
    void hasABacklogWhileItDiscardsWhatTheBrokerDelivers() {
        // Given
        capacity.take(2 * CAPACITY);
        try (ScriptedBroker broker = new ScriptedBroker(new Publishing(1, 10))) {
            // When
            FrameSubscriber subscriber = open(broker);

            // Then
            await().until(subscriber::isSubscribed);
            await().during(Duration.ofSeconds(3)).until(subscriber::isBacklog);
            assertThat(received).isEmpty();
        }
    }

    @Test
    void knowsThatTheSubscriptionDeliversWhenTheMarkerComesBack() {
        // Given
        try (ScriptedBroker broker = new ScriptedBroker(new Returning())) {
            // When
            FrameSubscriber subscriber = open(broker);

            // Then
            await().until(() -> subscriber.subscriptionState() == SubscriptionProbe.State.DELIVERS);
            await().until(() -> acknowledged.equals(List.of(9)));
            assertThat(received).isEmpty();
            assertThat(broker.published()).extracting("topic").containsExactly("PTP");
        }
    }

    @Test
    void suspectsASubscriptionUntilSomethingArrives() {
        // Given
        try (ScriptedBroker broker = new ScriptedBroker(new AcknowledgementsRecorded())) {
            FrameSubscriber subscriber = open(broker);
            await().until(() -> subscriber.subscriptionState() == SubscriptionProbe.State.SUSPECT);

            // When
            broker.connections().get(0).publish("PTP", 1, frame(1, 10));

            // Then
            await().until(() -> subscriber.subscriptionState() == SubscriptionProbe.State.DELIVERS);
        }
    }

    @Test
    void publishesNoMoreMarkersWhenTheBrokerEndsTheConnectionAfterThem() {
        // Given
        try (ScriptedBroker broker = new ScriptedBroker(new AcknowledgementsRecorded() {
            @Override
            public void publish(ScriptedBroker.Connection connection, ScriptedBroker.Published packet) {
                connection.close();
            }
        })) {
            // When
            FrameSubscriber subscriber = open(broker);

            // Then
            assertPublishesNoMoreMarkers(subscriber, broker);
        }
    }

    @Test
    void publishesNoMoreMarkersWhenTheBrokerEndsTheConnectionAfterThemAndDeliversFrames() {
        // Given
        try (ScriptedBroker broker = new ScriptedBroker(new AcknowledgementsRecorded() {
            @Override
            public void publish(ScriptedBroker.Connection connection, ScriptedBroker.Published packet) {
                connection.publish("PTP", 1, foreignFrame(1));
                connection.close();
            }
        })) {
            // When
            FrameSubscriber subscriber = open(broker);

            // Then
            assertPublishesNoMoreMarkers(subscriber, broker);
        }
    }

    @Test
    void endsTheBacklogWhenTheMarkerComesBackBehindIt() {
        // Given
        try (ScriptedBroker broker = new ScriptedBroker(new Returning() {
            @Override
            public void publish(ScriptedBroker.Connection connection, ScriptedBroker.Published packet) {
                connection.publish("PTP", 1, frame(1, 10));
                super.publish(connection, packet);
                connection.publish("PTP", 3, frame(3, 10));
            }
        })) {
            // When
            open(broker);

            // Then
            await().until(() -> received.size() == 2);
            assertThat(received)
                    .extracting(frame -> frame.getPayload().waitedSince().isPresent())
                    .containsExactly(true, false);
        }
    }

    /** What is received and not processed may be delivered again, to a process that must not think that it has just arrived. */
    @Test
    void isCaughtUpOnceTheFramesBeforeTheMarkerAreProcessed() {
        // Given
        try (ScriptedBroker broker = new ScriptedBroker(new Returning() {
            @Override
            public void publish(ScriptedBroker.Connection connection, ScriptedBroker.Published packet) {
                connection.publish("PTP", 1, frame(1, 10));
                super.publish(connection, packet);
            }
        })) {
            FrameSubscriber subscriber = open(broker);
            await().until(() -> !received.isEmpty() && !subscriber.isBacklog());
            List<Boolean> before = List.copyOf(caughtUp);

            // When
            process();

            // Then
            await().until(() -> !caughtUp.isEmpty());
            assertThat(before).isEmpty();
            assertThat(caughtUp).containsExactly(true);
        }
    }

    @Test
    void endsTheBacklogByTheSilenceOfFramesToTheDeskWhenTheMarkerDoesNotComeBack() {
        // Given
        try (ScriptedBroker broker = new ScriptedBroker(new AcknowledgementsRecorded() {
            @Override
            public void puback(ScriptedBroker.Connection connection, int packetId) {
                connection.publish("PTP", packetId % 60_000 + 1, foreignFrame(1));
            }

            @Override
            public void publish(ScriptedBroker.Connection connection, ScriptedBroker.Published packet) {
                connection.publish("PTP", 1, foreignFrame(1));
            }
        })) {
            // When
            FrameSubscriber subscriber = open(broker);

            // Then
            await().until(subscriber::isSubscribed);
            await().until(() -> !subscriber.isBacklog() && !caughtUp.isEmpty());
            assertThat(caughtUp).containsExactly(true);
        }
    }

    @Test
    void recognisesAReplyOfThisProcessThatComesBack() {
        // Given
        published.add(new UUID(0, 1));
        try (ScriptedBroker broker = new ScriptedBroker(new Returning() {
            @Override
            public void publish(ScriptedBroker.Connection connection, ScriptedBroker.Published packet) {
                super.publish(connection, packet);
                connection.publish("PTP", 1, frame(1, DESK, "c1", 10));
                connection.publish("PTP", 2, frame(2, DESK, "c1", 10));
            }
        })) {
            // When
            open(broker);

            // Then
            await().until(() -> !received.isEmpty());
            assertThat(acknowledged).containsExactly(9, 1);
            assertThat(process()).containsExactly(new UUID(0, 2));
        }
    }

    /** The processor's part: releases and acknowledges what was received. */
    private List<UUID> process() {
        List<Message<InboundFrame>> batch = List.copyOf(received);
        received.removeAll(batch);
        batch.forEach(Message::ack);
        capacity.release(batch.stream()
                .mapToLong(frame -> InboxCapacity.bytes(frame.getPayload()))
                .sum());
        return batch.stream().map(frame -> id(frame.getPayload().bytes())).toList();
    }

    private long bytesInMemory() {
        return received.stream()
                .mapToLong(frame -> InboxCapacity.bytes(frame.getPayload()))
                .sum();
    }

    private FrameSubscriber open(ScriptedBroker broker) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(MqttConfig.class)
                .withMapping(TopicConfig.class)
                .withMapping(IdentityConfig.class)
                .withDefaultValue("nightdesk.customer-id", DESK)
                .withDefaultValue("nightdesk.broker.host", "127.0.0.1")
                .withDefaultValue("nightdesk.broker.port", String.valueOf(broker.port()))
                .withDefaultValue("nightdesk.broker.max-packet-bytes", String.valueOf(MAX_PACKET_BYTES))
                .build();
        FrameConnector channel = new FrameConnector();
        Multi.createFrom().publisher(channel.getPublisher(config)).subscribe().with(this::take);
        FrameSubscriber subscriber = new FrameSubscriber(
                vertx,
                config.getConfigMapping(MqttConfig.class),
                config.getConfigMapping(TopicConfig.class),
                config.getConfigMapping(IdentityConfig.class),
                channel,
                caughtUp::add,
                capacity,
                published,
                PROBE_TIMEOUT,
                new ManualClock(Instant.parse("2026-11-27T20:00:00Z")),
                registry);
        subscriber.open(Terms.endless(1));
        return subscriber;
    }

    @SuppressWarnings("unchecked") // The subscriber emits nothing else.
    private void take(Message<?> message) {
        Message<InboundFrame> frame = (Message<InboundFrame>) message;
        capacity.take(InboxCapacity.bytes(frame.getPayload()));
        received.add(frame);
    }

    private static void assertPublishesNoMoreMarkers(FrameSubscriber subscriber, ScriptedBroker broker) {
        await().until(() -> subscriber.subscriptionState() == SubscriptionProbe.State.INCONCLUSIVE);
        await().until(subscriber::isSubscribed);
        assertThat(broker.published()).hasSize(2);
        assertThat(broker.connections()).hasSize(3);
    }

    private class AcknowledgementsRecorded implements ScriptedBroker.Script {
        @Override
        public void puback(ScriptedBroker.Connection connection, int packetId) {
            acknowledged.add(packetId);
        }
    }

    /** Delivers what the subscriber publishes to itself, as packet 9. */
    private class Returning extends AcknowledgementsRecorded {
        @Override
        public void publish(ScriptedBroker.Connection connection, ScriptedBroker.Published packet) {
            super.publish(connection, packet);
            connection.publish("PTP", 9, ByteBufUtil.getBytes(packet.payload()));
        }
    }

    /** Publishes large frames to each subscription. */
    private class Publishing extends AcknowledgementsRecorded {

        private static final int PAYLOAD_BYTES = 55 * 1024;
        private final int first;
        private final int last;

        Publishing(int first, int last) {
            this.first = first;
            this.last = last;
        }

        @Override
        public void subscribe(ScriptedBroker.Connection connection, MqttSubscribeMessage packet) {
            connection.grant(packet, MqttQoS.AT_LEAST_ONCE);
            publishAll(connection);
        }

        void publishAll(ScriptedBroker.Connection connection) {
            IntStream.rangeClosed(first, last)
                    .forEach(number -> connection.publish("PTP", number, frame(number, PAYLOAD_BYTES)));
        }
    }

    private double frames(String outcome) {
        return registry.counter("nightdesk.frames", "outcome", outcome).count();
    }

    private static byte[] frame(int number, int textBytes) {
        return frame(number, DESK, textBytes);
    }

    private static byte[] foreignFrame(int number) {
        return frame(number, "a1", 10);
    }

    private static byte[] frame(int number, String receiver, int textBytes) {
        return frame(number, "c1", receiver, textBytes);
    }

    private static byte[] frame(int number, String sender, String receiver, int textBytes) {
        Content content = new Content.Text("content", "x".repeat(textBytes), "");
        return CODEC.encode(new Frame(new UUID(0, number), sender, receiver, 0, "c1_" + DESK, 0, 20, content));
    }

    /** The message id, although the text is too long for a frame. */
    private static UUID id(byte[] frame) {
        String bytes = new String(frame, StandardCharsets.ISO_8859_1);
        int from = bytes.indexOf("00000000-0000-0000-0000-");
        return UUID.fromString(bytes.substring(from, from + 36));
    }

    private static List<UUID> ids(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(number -> new UUID(0, number))
                .toList();
    }

    private static byte[] packet(int packetId, byte[] payload) {
        return encoded(MqttMessageBuilders.publish()
                .topicName("PTP")
                .qos(MqttQoS.AT_LEAST_ONCE)
                .messageId(packetId)
                .payload(Unpooled.wrappedBuffer(payload))
                .build());
    }

    private static byte[] encoded(MqttMessage message) {
        EmbeddedChannel encoder = new EmbeddedChannel(MqttEncoder.INSTANCE);
        encoder.writeOutbound(message);
        ByteBuf bytes = encoder.readOutbound();
        return ByteBufUtil.getBytes(bytes);
    }

    private static byte[] concatenated(byte[]... parts) {
        return ByteBufUtil.getBytes(Unpooled.wrappedBuffer(parts));
    }
}
