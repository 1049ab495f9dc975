package io.nightdesk.frame;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads the two uids of a frame in place, so that frames of others, which are the majority, need no decoding.
 *
 * <p>Walks the <a href="https://protobuf.dev/programming-guides/encoding/">protobuf encoding</a> once to its end, because
 * the last occurrence of a field counts, and because a truncated frame must not count as foreign. Immutable.
 */
public final class FrameScanner {

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int DELIMITED = 2;
    private static final int START_GROUP = 3;
    private static final int END_GROUP = 4;
    private static final int FIXED32 = 5;
    /** How deep groups may be nested. The parser of protobuf has a limit too. */
    private static final int MAX_GROUP_DEPTH = 32;
    /** The number of a field inside a group, which is none of IM.proto's. */
    private static final int UNKNOWN = 0;

    private static final int RECEIVER_UID = 3;
    private static final int SENDER_UID = 4;
    private static final int MESSAGE_ID = 6;
    /** The wire type of each field of IM.proto, by field number; 0 is not a field number. */
    private static final int[] WIRE_TYPES = {
        -1, DELIMITED, VARINT, DELIMITED, DELIMITED, VARINT, DELIMITED, DELIMITED, DELIMITED, VARINT
    };

    private final byte[] deskUid;

    public FrameScanner(String deskUid) {
        this.deskUid = deskUid.getBytes(StandardCharsets.UTF_8);
    }

    /** The addressing of the frame in {@code bytes[offset, offset + length)}. Never throws, whatever the bytes are. */
    public Addressing scan(byte[] bytes, int offset, int length) {
        Walk walk = new Walk(bytes, offset, offset + length);
        if (walk.run() != Walk.OK) {
            return Addressing.UNREADABLE;
        }
        if (isDesk(bytes, walk.senderFrom, walk.senderTo)) {
            return Addressing.FROM_DESK;
        }
        return isDesk(bytes, walk.receiverFrom, walk.receiverTo) ? Addressing.TO_DESK : Addressing.FOREIGN;
    }

    /** The message id of a frame; empty if it has none that is a UUID, or cannot be read. */
    public static Optional<UUID> messageId(byte[] frame) {
        Walk walk = new Walk(frame, 0, frame.length);
        return walk.run() == Walk.OK
                ? UuidForm.parse(new String(
                        frame, walk.messageIdFrom, walk.messageIdTo - walk.messageIdFrom, StandardCharsets.US_ASCII))
                : Optional.empty();
    }

    /** Why the bytes are not a valid protobuf {@code Message}; empty if they are valid. */
    static Optional<RejectReason> rejectReason(byte[] bytes) {
        return switch (new Walk(bytes, 0, bytes.length).run()) {
            case Walk.OK -> Optional.empty();
            case Walk.WRONG_TYPE -> Optional.of(RejectReason.WRONG_WIRE_TYPE);
            default -> Optional.of(RejectReason.NOT_PROTOBUF);
        };
    }

    private boolean isDesk(byte[] bytes, int from, int to) {
        if (to - from != deskUid.length) {
            return false;
        }
        for (int i = 0; i < deskUid.length; i++) {
            if (bytes[from + i] != deskUid[i]) {
                return false;
            }
        }
        return true;
    }

    /** One pass over one message; small and short-lived, so that the compiler keeps it off the heap. */
    private static final class Walk {
        static final int OK = 0;
        static final int BROKEN = 1;
        static final int WRONG_TYPE = 2;

        private final byte[] bytes;
        private final int end;
        private int at;
        private boolean broken;
        int senderFrom;
        int senderTo;
        int receiverFrom;
        int receiverTo;
        int messageIdFrom;
        int messageIdTo;

        Walk(byte[] bytes, int from, int end) {
            this.bytes = bytes;
            this.at = from;
            this.end = end;
        }

        int run() {
            while (at < end) {
                long tag = tag();
                long field = tag >>> 3;
                int wireType = (int) (tag & 7);
                if (broken) {
                    return BROKEN;
                }
                if (field < WIRE_TYPES.length && WIRE_TYPES[(int) field] != wireType) {
                    return WRONG_TYPE;
                }
                skip((int) field, wireType);
                if (broken) {
                    return BROKEN;
                }
            }
            return OK;
        }

        private long tag() {
            long tag = varint();
            broken |= tag >>> 3 == 0 || tag >>> 32 != 0;
            return tag;
        }

        private void skip(int field, int wireType) {
            switch (wireType) {
                case VARINT -> varint();
                case FIXED64 -> advance(8);
                case FIXED32 -> advance(4);
                case DELIMITED -> delimited(field);
                case START_GROUP -> group(field, 1);
                default -> broken = true;
            }
        }

        /** Skips an unknown group. The numbers of its fields are its own. */
        private void group(long group, int depth) {
            broken |= depth > MAX_GROUP_DEPTH;
            while (!broken) {
                long tag = tag();
                long field = tag >>> 3;
                int wireType = (int) (tag & 7);
                if (wireType == END_GROUP) {
                    broken |= field != group;
                    return;
                }
                if (wireType == START_GROUP) {
                    group(field, depth + 1);
                } else {
                    skip(UNKNOWN, wireType);
                }
            }
        }

        private void delimited(int field) {
            long length = varint();
            int from = at;
            advance(length);
            if (broken) {
                return;
            }
            if (field == SENDER_UID) {
                senderFrom = from;
                senderTo = at;
            } else if (field == RECEIVER_UID) {
                receiverFrom = from;
                receiverTo = at;
            } else if (field == MESSAGE_ID) {
                messageIdFrom = from;
                messageIdTo = at;
            }
        }

        private void advance(long count) {
            if (count < 0 || count > end - at) {
                broken = true;
            } else {
                at += (int) count;
            }
        }

        private long varint() {
            long value = 0;
            for (int shift = 0; shift < 70 && at < end; shift += 7) {
                byte next = bytes[at++];
                value |= (long) (next & 0x7F) << shift;
                if (next >= 0) {
                    return value;
                }
            }
            broken = true;
            return 0;
        }
    }
}
