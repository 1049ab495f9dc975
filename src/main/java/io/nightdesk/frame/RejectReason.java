package io.nightdesk.frame;

import java.util.Locale;

/** Why a frame is rejected. A rejected frame is counted by its {@link #code()}, stored in part, acknowledged and not answered. */
public enum RejectReason {
    /** More bytes than {@link FrameCodec#MAX_FRAME_BYTES}. */
    TOO_LARGE,
    /** Truncated, a bad tag or length, or groups nested too deep. */
    NOT_PROTOBUF,
    /** A field of IM.proto with another wire type than its own. */
    WRONG_WIRE_TYPE,
    /** A uid that is not {@code [0-9A-Za-z-]{1,64}}; uids become parts of topics. */
    BAD_UID,
    /** Sender and receiver are the same. */
    SELF_ADDRESSED,
    /** No message_id. */
    NO_MESSAGE_ID,
    /** A message_id that is not a UUID. */
    MALFORMED_MESSAGE_ID,
    /** A session_id of more than {@link FrameCodec#MAX_SESSION_ID} characters or with control characters. */
    MALFORMED_SESSION_ID,
    /** The content is not one JSON object, or nested deeper than {@link FrameCodec#MAX_JSON_DEPTH}. */
    CONTENT_NOT_JSON_OBJECT,
    /** The content has no whole number under {@code type}. */
    NO_CONTENT_TYPE,
    /** A text of more than {@link FrameCodec#MAX_TEXT} characters. */
    TEXT_TOO_LONG,
    /** A business_id of more than {@link FrameCodec#MAX_BUSINESS_ID} characters. */
    MALFORMED_BUSINESS_ID,
    /** It is valid, but could not be stored or answered, even alone and after a retry. */
    NOT_STORABLE;

    /** The reason's name in metrics and tables, for example {@code too_large}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
