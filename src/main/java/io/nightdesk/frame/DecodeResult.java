package io.nightdesk.frame;

/** The outcome of decoding: a frame, or the one reason why it is none. */
public sealed interface DecodeResult {

    record Accepted(Frame frame) implements DecodeResult {}

    record Rejected(RejectReason reason) implements DecodeResult {}
}
