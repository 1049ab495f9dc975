package io.nightdesk.frame;

/** How a frame stands to this desk, told from its two uids alone. */
public enum Addressing {
    /** Neither sent to this desk nor by it: the common case on a shared topic. */
    FOREIGN,
    /** Sent to the desk's uid: a customer writes. */
    TO_DESK,
    /** Sent under the desk's uid: a reply of this service, or a human agent. */
    FROM_DESK,
    /** Not a protobuf message of the wire's shape; {@link FrameCodec#decode} says why. */
    UNREADABLE
}
