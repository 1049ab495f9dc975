package io.nightdesk.mqtt;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.net.impl.NetSocketInternal;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.impl.MqttClientImpl;
import java.lang.reflect.Field;
import java.time.Duration;

/**
 * The channel of a connected client, for what the client has no public method for: to get past a packet that is too large, to
 * stop reading without breaking the connection, to acknowledge a packet without keeping it in memory until then, and to send
 * packets together. Call on the context of the connection.
 */
@RegisterForReflection(targets = MqttClientImpl.class, methods = false)
final class ClientChannel {

    private static final String DECODER = "mqttDecoder";
    private static final String ENCODER = "mqttEncoder";
    private static final String KEEP_ALIVE = "idle";
    /** After so many packets in a row, those that wait are sent. */
    private static final int MAX_UNFLUSHED = 256;

    private static final MqttFixedHeader PUBACK =
            new MqttFixedHeader(MqttMessageType.PUBACK, false, MqttQoS.AT_MOST_ONCE, false, 0);
    private static final Field CONNECTION = connectionField();

    private final NetSocketInternal socket;
    private final int maxPacketBytes;
    private final PublishTruncator truncator;
    private final DiscardedBytes discarded;

    private ClientChannel(NetSocketInternal socket, int maxPacketBytes) {
        this.socket = socket;
        this.maxPacketBytes = maxPacketBytes;
        this.truncator = new PublishTruncator(maxPacketBytes);
        this.discarded = new DiscardedBytes(truncator);
    }

    /**
     * The channel of a client that is connected.
     *
     * @param maxPacketBytes how much of a PUBLISH packet is read, without its fixed header
     */
    static ClientChannel of(MqttClient client, int maxPacketBytes) {
        return new ClientChannel(socket(client), maxPacketBytes);
    }

    /**
     * Lets packets that are written together, the acknowledgements of a batch or its replies, leave in one system call: the client
     * flushes after each. A packet that is written alone leaves as soon as the event loop has run what is due.
     */
    static void consolidateFlushes(MqttClient client) {
        socket(client)
                .channelHandlerContext()
                .pipeline()
                .addBefore(ENCODER, "flushConsolidation", new FlushConsolidationHandler(MAX_UNFLUSHED, true));
    }

    private static NetSocketInternal socket(MqttClient client) {
        try {
            return (NetSocketInternal) CONNECTION.get(client);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static Field connectionField() {
        try {
            Field field = MqttClientImpl.class.getDeclaredField("connection");
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            throw new AssertionError("vertx-mqtt has changed", e);
        }
    }

    /**
     * Replaces the client's keep-alive, and shortens PUBLISH packets that are too large. Call when CONNACK arrives:
     * nothing larger can have arrived before, and what the decoder has read after CONNACK is handed on to the new handlers.
     *
     * @param onNoAnswer called when the broker does not answer PINGREQ
     */
    void prepare(Duration keepAlive, Runnable onNoAnswer) {
        ChannelPipeline pipeline = socket.channelHandlerContext().pipeline();
        pipeline.remove(KEEP_ALIVE);
        pipeline.addAfter(DECODER, "discarded", discarded);
        pipeline.addAfter(DECODER, "decoder", new MqttDecoder(PublishTruncator.MAX_HEADER_BYTES + maxPacketBytes));
        pipeline.addBefore(DECODER, "keepAlive", new KeepAliveHandler(keepAlive, onNoAnswer));
        pipeline.replace(DECODER, "truncator", truncator);
    }

    /** How much of the payload of a message was discarded because its packet is too large. Call once for each message. */
    int discardedBytes(int packetId) {
        return discarded.remove(packetId);
    }

    /** Sends PUBACK. */
    @SuppressWarnings(
            "FutureReturnValueIgnored") // If it is not sent, the connection is lost and the packet delivered again.
    void acknowledge(int packetId) {
        socket.writeMessage(new MqttMessage(PUBACK, MqttMessageIdVariableHeader.from(packetId)));
    }
}
