package io.nightdesk.frame;

/** The result of decoding: a frame, or the first reason to reject it. */
public sealed interface DecodeResult {

    record Accepted(Frame frame) implements DecodeResult {}

    record Rejected(RejectReason reason) implements DecodeResult {}
}
