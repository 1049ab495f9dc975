package io.nightdesk.frame;

/** Whether a frame is to this desk, from it, or neither. Only its two uids decide. */
public enum Addressing {
    /** Neither to this desk nor from it: the common case on a shared topic. */
    FOREIGN,
    /** The receiver is the desk: a customer's frame. */
    TO_DESK,
    /** The sender is the desk: a reply of this service, or an agent's frame. */
    FROM_DESK,
    /** Not a valid protobuf {@code Message} of IM.proto; {@link FrameCodec#decode} gives the reason. */
    UNREADABLE
}
