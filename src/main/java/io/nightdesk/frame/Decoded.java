package io.nightdesk.frame;

/** The outcome of decoding: a frame, or the one reason why it is none. */
public sealed interface Decoded {

    record Accepted(Frame frame) implements Decoded {}

    record Rejected(RejectReason reason) implements Decoded {}
}
