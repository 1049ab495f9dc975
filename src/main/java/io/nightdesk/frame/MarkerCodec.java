package io.nightdesk.frame;

import io.nightdesk.frame.wire.ImProto.Message;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/**
 * Encodes and recognises markers: frames that a desk publishes to the inbound topic, so that they come back to it. The sender is
 * the desk, because the broker may allow it no other. The receiver is nobody's uid, and the content is no message, so clients show
 * nothing and no desk takes it for an agent who speaks. Markers of one desk differ only in their ids. Immutable.
 */
public final class MarkerCodec {

    /** A marker is never larger. */
    public static final int MAX_BYTES = 256;

    private static final String RECEIVER = "nightdesk-marker";
    private static final String CONTENT = "{\"type\":0}";
    private static final int ID_LENGTH = 36;

    /** All of a marker but its id, which is at the end. */
    private final byte[] head;

    public MarkerCodec(String deskUid) {
        byte[] marker = Message.newBuilder()
                .setContent(CONTENT)
                .setReceiverUid(RECEIVER)
                .setSenderUid(deskUid)
                .setMessageId(new UUID(0, 0).toString())
                .build()
                .toByteArray();
        head = Arrays.copyOf(marker, marker.length - ID_LENGTH);
    }

    public byte[] encode(UUID id) {
        byte[] marker = Arrays.copyOf(head, head.length + ID_LENGTH);
        System.arraycopy(id.toString().getBytes(StandardCharsets.US_ASCII), 0, marker, head.length, ID_LENGTH);
        return marker;
    }

    /** The id of a marker of this desk, also of one that another process published; empty for any other frame. */
    public Optional<UUID> decode(byte[] frame) {
        if (frame.length != head.length + ID_LENGTH || !Arrays.equals(head, 0, head.length, frame, 0, head.length)) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(new String(frame, head.length, ID_LENGTH, StandardCharsets.US_ASCII)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
