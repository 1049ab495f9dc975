package io.nightdesk.frame;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes protobuf by hand, well-formed or not. */
final class WireBytes {

    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int DELIMITED = 2;
    static final int START_GROUP = 3;
    static final int END_GROUP = 4;
    static final int FIXED32 = 5;

    static final int CONTENT = 1;
    static final int SEND_TIME = 2;
    static final int RECEIVER_UID = 3;
    static final int SENDER_UID = 4;
    static final int MEMBER_ID = 5;
    static final int MESSAGE_ID = 6;
    static final int GUID = 7;
    static final int SESSION_ID = 8;
    static final int BUSINESS_TYPE = 9;

    /** The wire type of the nine fields, by field number. */
    static final int[] TYPE_OF = {
        -1, DELIMITED, VARINT, DELIMITED, DELIMITED, VARINT, DELIMITED, DELIMITED, DELIMITED, VARINT
    };

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** A frame of two uids and nothing else. */
    static WireBytes between(String sender, String receiver) {
        return new WireBytes().text(RECEIVER_UID, receiver).text(SENDER_UID, sender);
    }

    WireBytes raw(int... values) {
        for (int value : values) {
            bytes.write(value);
        }
        return this;
    }

    WireBytes raw(byte[] values) {
        bytes.writeBytes(values);
        return this;
    }

    WireBytes varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes.write((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        return raw((int) rest);
    }

    WireBytes tag(long field, int wireType) {
        return varint(field << 3 | wireType);
    }

    WireBytes text(int field, String text) {
        return delimited(field, text.getBytes(StandardCharsets.UTF_8));
    }

    WireBytes delimited(int field, byte[] value) {
        return tag(field, DELIMITED).varint(value.length).raw(value);
    }

    /** A field with a value that is well-formed for that wire type. */
    WireBytes field(long field, int wireType) {
        tag(field, wireType);
        return switch (wireType) {
            case VARINT -> varint(7);
            case FIXED64 -> raw(1, 2, 3, 4, 5, 6, 7, 8);
            case DELIMITED -> raw(3, 'a', 'b', 'c');
            case FIXED32 -> raw(1, 2, 3, 4);
            default -> this;
        };
    }

    int size() {
        return bytes.size();
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }
}
