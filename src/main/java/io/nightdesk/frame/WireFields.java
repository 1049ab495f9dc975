package io.nightdesk.frame;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.nightdesk.frame.wire.ImProto.Message;
import java.io.IOException;

/**
 * The fields of one frame, the last occurrence of each. The generated parser would refuse a frame with a string that is not UTF-8.
 * Skips a known field that has another wire type, and reads as far as the encoding is valid: {@link FrameScanner} checks both.
 */
final class WireFields {

    private static final int CONTENT = delimited(Message.CONTENT_FIELD_NUMBER);
    private static final int SEND_TIME = varint(Message.SEND_TIME_FIELD_NUMBER);
    private static final int RECEIVER_UID = delimited(Message.RECEIVER_UID_FIELD_NUMBER);
    private static final int SENDER_UID = delimited(Message.SENDER_UID_FIELD_NUMBER);
    private static final int MEMBER_ID = varint(Message.MEMBER_ID_FIELD_NUMBER);
    private static final int MESSAGE_ID = delimited(Message.MESSAGE_ID_FIELD_NUMBER);
    private static final int SESSION_ID = delimited(Message.SESSION_ID_FIELD_NUMBER);
    private static final int BUSINESS_TYPE = varint(Message.BUSINESS_TYPE_FIELD_NUMBER);

    private static final byte[] NONE = {};

    private byte[] content = NONE;
    private byte[] receiverUid = NONE;
    private byte[] senderUid = NONE;
    private byte[] messageId = NONE;
    private byte[] sessionId = NONE;
    private long sendTime;
    private long memberId;
    private int businessType;
    private boolean complete;

    private WireFields() {}

    private static int delimited(int field) {
        return field << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    }

    private static int varint(int field) {
        return field << 3 | WireFormat.WIRETYPE_VARINT;
    }

    static WireFields read(byte[] bytes) {
        WireFields fields = new WireFields();
        try {
            fields.readAll(CodedInputStream.newInstance(bytes));
            fields.complete = true;
        } catch (IOException e) {
            // What was read before stays.
        }
        return fields;
    }

    private void readAll(CodedInputStream in) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == CONTENT) {
                content = in.readByteArray();
            } else if (tag == SEND_TIME) {
                sendTime = in.readInt64();
            } else if (tag == RECEIVER_UID) {
                receiverUid = in.readByteArray();
            } else if (tag == SENDER_UID) {
                senderUid = in.readByteArray();
            } else if (tag == MEMBER_ID) {
                memberId = in.readInt64();
            } else if (tag == MESSAGE_ID) {
                messageId = in.readByteArray();
            } else if (tag == SESSION_ID) {
                sessionId = in.readByteArray();
            } else if (tag == BUSINESS_TYPE) {
                businessType = in.readInt32();
            } else if (!in.skipField(tag)) {
                throw new IOException("a group ends that did not begin");
            }
        }
    }

    String content() {
        return WireText.decode(content);
    }

    long sendTime() {
        return sendTime;
    }

    String receiverUid() {
        return WireText.decode(receiverUid);
    }

    String senderUid() {
        return WireText.decode(senderUid);
    }

    long memberId() {
        return memberId;
    }

    String messageId() {
        return WireText.decode(messageId);
    }

    String sessionId() {
        return WireText.decode(sessionId);
    }

    int businessType() {
        return businessType;
    }

    /** Whether the frame was read to its end. */
    boolean isComplete() {
        return complete;
    }
}
