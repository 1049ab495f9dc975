package io.nightdesk.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttMessageType;
import java.util.Arrays;

/**
 * Shortens every PUBLISH packet that is larger than a limit to that limit, before it is decoded: passes its beginning on with a
 * smaller length and discards the rest as it arrives. Without it, the decoder would refuse the packet and close the connection,
 * and the broker would deliver the packet again after every reconnect, for ever. All other bytes are passed on unchanged and
 * without a copy. One instance serves one channel.
 */
final class PublishTruncator extends ChannelInboundHandlerAdapter {

    /** The type and up to four bytes of the length; MQTT 3.1.1, section 2.2. */
    static final int MAX_HEADER_BYTES = 5;

    private static final int MORE_LENGTH_BYTES = 0x80;

    private final int maxBytes;

    private final byte[] header = new byte[MAX_HEADER_BYTES];
    /** How much of the fixed header of the next packet was read. */
    private int headerBytes;
    /** How much of the current packet is still to be passed on. */
    private int remaining;
    /** How much of the current packet is to be discarded after that. */
    private int excess;

    /** @param maxBytes how much of a packet is passed on, without its fixed header */
    PublishTruncator(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            // Where the bytes begin that were read and not passed on.
            int from = in.readerIndex();
            int headerFrom = from;
            while (in.isReadable()) {
                if (remaining > 0) {
                    remaining -= skip(in, remaining);
                } else if (excess > 0) {
                    passOn(context, in, from, in.readerIndex());
                    excess -= skip(in, excess);
                    from = in.readerIndex();
                    headerFrom = from;
                } else {
                    if (headerBytes == 0) {
                        headerFrom = in.readerIndex();
                    }
                    boolean beganEarlier = headerBytes > in.readerIndex() - headerFrom;
                    if (readHeader(in) && (beganEarlier || excess > 0)) {
                        passOn(context, in, from, headerFrom);
                        context.fireChannelRead(Unpooled.copiedBuffer(header, 0, headerBytes));
                        from = in.readerIndex();
                    }
                    if (isHeaderComplete()) {
                        headerBytes = 0;
                    }
                }
            }
            passOn(context, in, from, headerBytes == 0 ? in.readerIndex() : headerFrom);
        } finally {
            in.release();
        }
    }

    /**
     * How much of the packet that was just passed on to its end is discarded; 0 if it was passed on whole. Call while
     * the decoder hands that packet on.
     */
    int discardedBytes() {
        return remaining == 0 ? excess : 0;
    }

    private static int skip(ByteBuf in, int limit) {
        int count = Math.min(limit, in.readableBytes());
        in.skipBytes(count);
        return count;
    }

    private static void passOn(ChannelHandlerContext context, ByteBuf in, int from, int to) {
        if (to > from) {
            context.fireChannelRead(in.retainedSlice(from, to - from));
        }
    }

    /** Reads one byte of the fixed header. Returns whether it was the last; the lengths are then those of the packet. */
    private boolean readHeader(ByteBuf in) {
        header[headerBytes++] = in.readByte();
        if (!isHeaderComplete()) {
            return false;
        }
        boolean isMalformed = (header[headerBytes - 1] & MORE_LENGTH_BYTES) != 0;
        int length = isMalformed ? Integer.MAX_VALUE : length();
        boolean isPublish = (header[0] & 0xff) >> 4 == MqttMessageType.PUBLISH.value();
        remaining = isPublish && !isMalformed ? Math.min(length, maxBytes) : length;
        excess = length - remaining;
        if (excess > 0) {
            writeLength(remaining);
        }
        return true;
    }

    /** A fifth byte ends the header in any case: the decoder rejects a length of more bytes. */
    private boolean isHeaderComplete() {
        return headerBytes == MAX_HEADER_BYTES
                || (headerBytes > 1 && (header[headerBytes - 1] & MORE_LENGTH_BYTES) == 0);
    }

    private int length() {
        int length = 0;
        for (int i = headerBytes - 1; i > 0; i--) {
            length = (length << 7) | (header[i] & ~MORE_LENGTH_BYTES & 0xff);
        }
        return length;
    }

    private void writeLength(int length) {
        Arrays.fill(header, 1, MAX_HEADER_BYTES, (byte) 0);
        headerBytes = 1;
        int rest = length;
        do {
            int more = rest > 0x7f ? MORE_LENGTH_BYTES : 0;
            header[headerBytes++] = (byte) ((rest & 0x7f) | more);
            rest >>= 7;
        } while (rest > 0);
    }
}
