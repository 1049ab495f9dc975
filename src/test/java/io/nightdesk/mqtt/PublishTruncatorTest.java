package io.nightdesk.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.nightdesk.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PublishTruncatorTest {

    private static final String TOPIC = "PTP";
    /** The topic with its length, and the packet id. */
    private static final int VARIABLE_HEADER_BYTES = 2 + TOPIC.length() + 2;

    private static final int LIMIT = 300;

    /** What a receiver sees of one packet. */
    private record Received(int packetId, List<Byte> payload, int discarded) {}

    @Test
    void passesAPacketOfTheLimitOnUnchanged() {
        // Given
        byte[] packet = publish(7, LIMIT - VARIABLE_HEADER_BYTES);

        // When
        byte[] passed = pass(packet);

        // Then
        assertThat(passed).isEqualTo(packet);
    }

    @Test
    void shortensAPacketThatIsOneByteLarger() {
        // Given
        byte[] packet = publish(7, LIMIT - VARIABLE_HEADER_BYTES + 1);

        // When
        byte[] passed = pass(packet);

        // Then
        assertThat(passed).isEqualTo(Arrays.copyOf(withLength(packet, LIMIT), packet.length - 1));
    }

    @Test
    void passesOtherPacketsOnWhateverTheirSize() {
        // Given
        byte[] packet = publish(7, 2 * LIMIT);
        packet[0] = (byte) 0x90;

        // When
        byte[] passed = pass(packet);

        // Then
        assertThat(passed).isEqualTo(packet);
    }

    @Test
    void passesAMalformedLengthOnUnchangedForTheDecoderToReject() {
        // Given
        byte[] packet = {0x30, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff};
        EmbeddedChannel channel = new EmbeddedChannel(new PublishTruncator(LIMIT), decoder());

        // When
        channel.writeInbound(Unpooled.wrappedBuffer(packet));

        // Then
        MqttMessage decoded = channel.readInbound();
        assertThat(decoded.decoderResult().isFailure()).isTrue();
    }

    @Test
    void keepsThePacketsApartHoweverTheyAreSplit() {
        Random random = Seed.random();

        for (int round = 0; round < 300; round++) {
            // Given packets around the limit and far above it, in pieces of any size
            List<Received> expected = new ArrayList<>();
            ByteBuf sent = Unpooled.buffer();
            for (int id = 1; id <= 20; id++) {
                int size = random.nextInt(4) == 0 ? random.nextInt(20_000) : LIMIT - 10 + random.nextInt(20);
                byte[] packet = publish(id, size);
                sent.writeBytes(packet);
                int kept = Math.min(size, LIMIT - VARIABLE_HEADER_BYTES);
                expected.add(new Received(
                        id,
                        bytes(Arrays.copyOfRange(packet, packet.length - size, packet.length - size + kept)),
                        size - kept));
            }
            PublishTruncator truncator = new PublishTruncator(LIMIT);
            DiscardedBytes discarded = new DiscardedBytes(truncator);
            EmbeddedChannel channel = new EmbeddedChannel(truncator, decoder(), discarded);
            int most = 1 + random.nextInt(random.nextBoolean() ? 8 : 5_000);

            // When
            while (sent.isReadable()) {
                channel.writeInbound(sent.readBytes(Math.min(sent.readableBytes(), 1 + random.nextInt(most))));
            }

            // Then
            assertThat(received(channel, discarded)).isEqualTo(expected);
        }
    }

    @Test
    void holdsNothingOfThePartThatItDiscards() {
        // Given
        EmbeddedChannel channel = new EmbeddedChannel(new PublishTruncator(LIMIT));
        byte[] beginning = {0x32, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x7f};
        channel.writeInbound(Unpooled.wrappedBuffer(beginning), Unpooled.wrappedBuffer(new byte[LIMIT]));
        channel.releaseInbound();
        ByteBuf excess = Unpooled.wrappedBuffer(new byte[100_000]);

        // When
        boolean passedOn = channel.writeInbound(excess);

        // Then
        assertThat(passedOn).isFalse();
        assertThat(excess.refCnt()).isZero();
    }

    private static MqttDecoder decoder() {
        return new MqttDecoder(PublishTruncator.MAX_HEADER_BYTES + LIMIT);
    }

    private static List<Received> received(EmbeddedChannel channel, DiscardedBytes discarded) {
        List<Received> all = new ArrayList<>();
        for (MqttPublishMessage next = channel.readInbound(); next != null; next = channel.readInbound()) {
            int packetId = next.variableHeader().packetId();
            all.add(new Received(packetId, bytes(ByteBufUtil.getBytes(next.payload())), discarded.remove(packetId)));
            next.release();
        }
        return all;
    }

    private static byte[] pass(byte[] packet) {
        EmbeddedChannel channel = new EmbeddedChannel(new PublishTruncator(LIMIT));
        channel.writeInbound(Unpooled.wrappedBuffer(packet));
        ByteBuf passed = Unpooled.buffer();
        for (ByteBuf next = channel.readInbound(); next != null; next = channel.readInbound()) {
            passed.writeBytes(next);
            next.release();
        }
        return ByteBufUtil.getBytes(passed);
    }

    private static byte[] publish(int packetId, int payloadBytes) {
        byte[] payload = new byte[payloadBytes];
        new Random(packetId).nextBytes(payload);
        EmbeddedChannel encoder = new EmbeddedChannel(MqttEncoder.INSTANCE);
        encoder.writeOutbound(MqttMessageBuilders.publish()
                .topicName(TOPIC)
                .qos(MqttQoS.AT_LEAST_ONCE)
                .messageId(packetId)
                .payload(Unpooled.wrappedBuffer(payload))
                .build());
        ByteBuf packet = encoder.readOutbound();
        return ByteBufUtil.getBytes(packet);
    }

    /** The packet with another length in the two bytes of its fixed header. */
    private static byte[] withLength(byte[] packet, int length) {
        byte[] changed = packet.clone();
        changed[1] = (byte) ((length & 0x7f) | 0x80);
        changed[2] = (byte) (length >> 7);
        return changed;
    }

    private static List<Byte> bytes(byte[] all) {
        List<Byte> boxed = new ArrayList<>(all.length);
        for (byte one : all) {
            boxed.add(one);
        }
        return boxed;
    }
}
