package io.nightdesk.frame;

import io.nightdesk.frame.wire.ImProto.Message;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Decodes bytes to {@link Frame}s and encodes {@link ReplyFrame}s to bytes, as {@code proto/IM.proto} defines them. Thread-safe.
 * Decoding never throws.
 */
@Singleton
public final class FrameCodec {

    /** The size limit of a frame in bytes, far above the longest text of any client. */
    public static final int MAX_FRAME_BYTES = 64 * 1024;
    /** The limit of a text in UTF-16 code units. */
    public static final int MAX_TEXT = 4_000;
    /** The limit of a session id: two uids and a separator. */
    public static final int MAX_SESSION_ID = 160;
    /** The limit of an order number. */
    public static final int MAX_BUSINESS_ID = 64;
    /** The limit of nesting in the JSON content. */
    public static final int MAX_JSON_DEPTH = 16;

    private static final int LENGTH_DELIMITED = 2;

    private static final Pattern UID = Pattern.compile("[0-9A-Za-z-]{1,64}");

    private final ContentCodec contents;

    @Inject
    public FrameCodec(FrameConfig config) {
        this(config.textKeys(), config.imageKeys(), config.networkProvider());
    }

    /** For programs without CDI; see {@link FrameConfig} for the parameters. */
    public FrameCodec(List<String> textKeys, List<String> imageKeys, String networkProvider) {
        this.contents = new ContentCodec(textKeys, imageKeys, networkProvider);
    }

    /** Whether a text may serve as a uid, on the wire and in topics. */
    public static boolean isUid(String uid) {
        return UID.matcher(uid).matches();
    }

    /**
     * The encoded fields (tag, length, uid) of a frame to this uid and of one from it, to search payloads that cannot be
     * decoded. They do not match a uid that merely contains this one.
     */
    public static List<byte[]> uidFieldBytes(String uid) {
        if (!isUid(uid)) {
            throw new IllegalArgumentException("not a uid");
        }
        return List.of(
                encodedField(Message.RECEIVER_UID_FIELD_NUMBER, uid),
                encodedField(Message.SENDER_UID_FIELD_NUMBER, uid));
    }

    private static byte[] encodedField(int field, String uid) {
        byte[] mark = new byte[2 + uid.length()];
        mark[0] = (byte) (field << 3 | LENGTH_DELIMITED);
        mark[1] = (byte) uid.length();
        System.arraycopy(uid.getBytes(StandardCharsets.US_ASCII), 0, mark, 2, uid.length());
        return mark;
    }

    /** Decodes one frame, or returns the first reason to reject it. */
    public DecodeResult decode(byte[] bytes) {
        if (bytes.length > MAX_FRAME_BYTES) {
            return new DecodeResult.Rejected(RejectReason.TOO_LARGE);
        }
        Optional<RejectReason> malformed = FrameScanner.rejectReason(bytes);
        if (malformed.isPresent()) {
            return new DecodeResult.Rejected(malformed.get());
        }
        try {
            return new DecodeResult.Accepted(frame(WireFields.read(bytes)));
        } catch (RejectedException e) {
            return new DecodeResult.Rejected(e.reason);
        }
    }

    /**
     * Reads an agent's message in a frame that {@link #decode} rejects. That an agent writes to a customer matters, whatever is
     * wrong with the frame, because the desk must not talk over a human. Empty if the frame is not known to be a message from the
     * desk's uid to a customer.
     *
     * @param bytes the frame, which may be larger than {@link #MAX_FRAME_BYTES}
     */
    public Optional<Frame> decodeAgentMessage(byte[] bytes, String deskUid) {
        WireFields fields = WireFields.read(bytes);
        String customer = fields.receiverUid();
        boolean isToCustomer = fields.senderUid().equals(deskUid) && isUid(customer) && !customer.equals(deskUid);
        if (!isToCustomer || !isMessage(fields)) {
            return Optional.empty();
        }
        return Optional.of(new Frame(
                // Without an id of its own, the same frame gets the same id when it is delivered again.
                UuidForm.parse(fields.messageId()).orElseGet(() -> UUID.nameUUIDFromBytes(bytes)),
                deskUid,
                customer,
                fields.sendTime(),
                /* sessionId= */ "",
                fields.memberId(),
                fields.businessType(),
                new Content.Unreadable("")));
    }

    private boolean isMessage(WireFields fields) {
        return contents.isMessage(fields.content())
                || (!fields.isComplete() && fields.content().isEmpty());
    }

    /** Encodes a reply as the existing clients expect it: everything but the body echoes the customer's frame. */
    public byte[] encode(ReplyFrame reply) {
        Frame question = reply.inReplyTo();
        Frame frame = new Frame(
                reply.messageId(),
                /* senderUid= */ question.receiverUid(),
                /* receiverUid= */ question.senderUid(),
                reply.sendTime().toEpochMilli(),
                question.replySessionId(),
                question.memberId(),
                question.businessType(),
                content(reply));
        return encode(frame, ContentCodec.TO_CUSTOMER);
    }

    private Content content(ReplyFrame reply) {
        Content question = reply.inReplyTo().content();
        if (reply.body() instanceof ReplyFrame.Body.Image image) {
            return new Content.Image(Optional.of(image.url()), question.businessId());
        }
        return new Content.Text(
                contents.replyKey(question), ((ReplyFrame.Body.Text) reply.body()).text(), question.businessId());
    }

    /** Encodes a frame as a customer's client does. */
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

    private Frame frame(WireFields fields) throws RejectedException {
        require(fields.isComplete(), RejectReason.NOT_PROTOBUF);
        String sender = fields.senderUid();
        String receiver = fields.receiverUid();
        require(isUid(sender) && isUid(receiver), RejectReason.BAD_UID);
        require(!sender.equals(receiver), RejectReason.SELF_ADDRESSED);
        String id = fields.messageId();
        require(!id.isEmpty(), RejectReason.NO_MESSAGE_ID);
        Optional<UUID> messageId = UuidForm.parse(id);
        require(messageId.isPresent(), RejectReason.MALFORMED_MESSAGE_ID);
        String session = fields.sessionId();
        require(
                session.length() <= MAX_SESSION_ID && session.chars().noneMatch(Character::isISOControl),
                RejectReason.MALFORMED_SESSION_ID);
        return new Frame(
                messageId.orElseThrow(),
                sender,
                receiver,
                fields.sendTime(),
                session,
                fields.memberId(),
                fields.businessType(),
                contents.read(fields.content()));
    }

    static void require(boolean holds, RejectReason reason) throws RejectedException {
        if (!holds) {
            throw new RejectedException(reason);
        }
    }

    /** Thrown anywhere below {@link #decode} and handled only there. Has no stack trace, because bad frames may be many. */
    static final class RejectedException extends Exception {
        private static final long serialVersionUID = 1L;
        final RejectReason reason;

        RejectedException(RejectReason reason) {
            super(reason.code(), null, false, false);
            this.reason = reason;
        }
    }
}
