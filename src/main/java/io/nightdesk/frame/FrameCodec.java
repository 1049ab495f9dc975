package io.nightdesk.frame;

import com.google.protobuf.InvalidProtocolBufferException;
import io.nightdesk.frame.wire.ImProto.Message;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Bytes to {@link Frame}s, {@link ReplyFrame}s to bytes. Thread-safe; throws on no input. */
@Singleton
public final class FrameCodec {

    /** A frame's size limit in bytes; the clients' longest texts come nowhere near. */
    public static final int MAX_FRAME_BYTES = 64 * 1024;
    /** A text's limit in UTF-16 units. */
    public static final int MAX_TEXT = 4_000;
    /** Two uids and what a client may put between them. */
    public static final int MAX_SESSION_ID = 160;
    /** An order number's limit. */
    public static final int MAX_BUSINESS_ID = 64;
    /** How deep the JSON content may nest. */
    public static final int MAX_JSON_DEPTH = 16;

    private static final int LENGTH_DELIMITED = 2;

    private static final Pattern UID = Pattern.compile("[0-9A-Za-z-]{1,64}");
    private static final Pattern UUID_FORM = Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

    private final ContentCodec contents;

    @Inject
    public FrameCodec(FrameConfig config) {
        this(config.textKeys(), config.imageKeys(), config.networkProvider());
    }

    /** For programs without a container; see {@link FrameConfig} for the parameters. */
    public FrameCodec(List<String> textKeys, List<String> imageKeys, String networkProvider) {
        this.contents = new ContentCodec(textKeys, imageKeys, networkProvider);
    }

    /** Whether a text may serve as a uid, on the wire and in topics. */
    public static boolean isUid(String uid) {
        return UID.matcher(uid).matches();
    }

    /**
     * What a frame to this uid and one from it have in their bytes, for whoever looks for frames that do not decode: tag,
     * length, uid. A uid that merely contains this one does not fit.
     */
    public static List<byte[]> marks(String uid) {
        if (!isUid(uid)) {
            throw new IllegalArgumentException("not a uid");
        }
        return List.of(mark(Message.RECEIVER_UID_FIELD_NUMBER, uid), mark(Message.SENDER_UID_FIELD_NUMBER, uid));
    }

    private static byte[] mark(int field, String uid) {
        byte[] mark = new byte[2 + uid.length()];
        mark[0] = (byte) (field << 3 | LENGTH_DELIMITED);
        mark[1] = (byte) uid.length();
        System.arraycopy(uid.getBytes(StandardCharsets.US_ASCII), 0, mark, 2, uid.length());
        return mark;
    }

    /** Reads one frame; what is wrong with it, the first fault found, comes back as a value. */
    public DecodeResult decode(byte[] bytes) {
        if (bytes.length > MAX_FRAME_BYTES) {
            return new DecodeResult.Rejected(RejectReason.TOO_LARGE);
        }
        Optional<RejectReason> misshapen = FrameScanner.fault(bytes);
        if (misshapen.isPresent()) {
            return new DecodeResult.Rejected(misshapen.get());
        }
        try {
            return new DecodeResult.Accepted(frame(Message.parseFrom(bytes)));
        } catch (InvalidProtocolBufferException e) {
            return new DecodeResult.Rejected(RejectReason.NOT_PROTOBUF);
        } catch (Refusal refusal) {
            return new DecodeResult.Rejected(refusal.reason);
        }
    }

    /** Writes a reply the way the existing clients expect it: everything but the body echoes the customer's frame. */
    public byte[] encode(ReplyFrame reply) {
        Frame to = reply.to();
        Frame answer = new Frame(
                reply.messageId(),
                /* senderUid= */ to.receiverUid(),
                /* receiverUid= */ to.senderUid(),
                reply.sendTime().toEpochMilli(),
                to.answeringSessionId(),
                to.memberId(),
                to.businessType(),
                content(reply));
        return encode(answer, ContentCodec.TO_CUSTOMER);
    }

    private Content content(ReplyFrame reply) {
        Content asked = reply.to().content();
        if (reply.body() instanceof ReplyFrame.Body.Image image) {
            return new Content.Image(Optional.of(image.url()), asked.businessId());
        }
        return new Content.Text(
                contents.keyFor(asked), ((ReplyFrame.Body.Text) reply.body()).text(), asked.businessId());
    }

    /** Writes a frame as a customer's client does. */
    public byte[] encode(Frame frame) {
        return encode(frame, ContentCodec.TO_MERCHANT_SERVICE);
    }

    private byte[] encode(Frame frame, int receiverType) {
        return Message.newBuilder()
                .setContent(contents.write(frame.content(), frame.businessType(), receiverType))
                .setSendTime(frame.sendTime())
                .setReceiverUid(frame.receiverUid())
                .setSenderUid(frame.senderUid())
                .setMemberId(frame.memberId())
                .setMessageId(frame.messageId().toString())
                .setSessionId(frame.sessionId())
                .setBusinessType(frame.businessType())
                .build()
                .toByteArray();
    }

    private Frame frame(Message message) throws Refusal {
        String sender = message.getSenderUid();
        String receiver = message.getReceiverUid();
        require(isUid(sender) && isUid(receiver), RejectReason.BAD_UID);
        require(!sender.equals(receiver), RejectReason.SELF_ADDRESSED);
        String id = message.getMessageId();
        require(!id.isEmpty(), RejectReason.NO_MESSAGE_ID);
        // UUID.fromString also takes forms that no client writes and that would alias one another.
        require(UUID_FORM.matcher(id).matches(), RejectReason.MALFORMED_MESSAGE_ID);
        String session = message.getSessionId();
        require(
                session.length() <= MAX_SESSION_ID && session.chars().noneMatch(Character::isISOControl),
                RejectReason.MALFORMED_SESSION_ID);
        return new Frame(
                UUID.fromString(id),
                sender,
                receiver,
                message.getSendTime(),
                session,
                message.getMemberId(),
                message.getBusinessType(),
                contents.read(message.getContent()));
    }

    static void require(boolean holds, RejectReason reason) throws Refusal {
        if (!holds) {
            throw new Refusal(reason);
        }
    }

    /** A reason raised anywhere below {@link #decode} and handled only there; has no stack, bad frames come in floods. */
    static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;
        final RejectReason reason;

        Refusal(RejectReason reason) {
            super(reason.code(), null, false, false);
            this.reason = reason;
        }
    }
}
