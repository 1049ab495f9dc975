package io.nightdesk.mqtt;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers how much {@link PublishTruncator} discards of each message, until the message is received. Follows the decoder in the
 * pipeline. Keyed by packet id, because the client may keep messages for a while after they were decoded. One instance serves one
 * channel.
 */
final class DiscardedBytes extends ChannelInboundHandlerAdapter {

    private final PublishTruncator truncator;
    private final Map<Integer, Integer> byPacketId = new HashMap<>();

    DiscardedBytes(PublishTruncator truncator) {
        this.truncator = truncator;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        int discarded = truncator.discardedBytes();
        if (discarded > 0 && message instanceof MqttPublishMessage publish) {
            byPacketId.put(publish.variableHeader().packetId(), discarded);
        }
        context.fireChannelRead(message);
    }

    /** How much of a message was discarded, in bytes; forgets it. */
    int remove(int packetId) {
        return Optional.ofNullable(byPacketId.remove(packetId)).orElse(0);
    }
}
