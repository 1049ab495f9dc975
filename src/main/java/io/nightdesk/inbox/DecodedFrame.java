package io.nightdesk.inbox;

import io.nightdesk.frame.Content;
import io.nightdesk.frame.Frame;
import io.nightdesk.inbox.Exchange.FrameKey;
import java.util.Optional;

/**
 * A frame that could be decoded.
 *
 * @param inbound the frame as received
 * @param hash SHA-256 of its payload
 * @param isFromDesk whether its sender is the desk's own uid: a reply of the desk coming back, or an agent
 */
record DecodedFrame(InboundFrame inbound, Frame frame, byte[] hash, boolean isFromDesk) {

    FrameKey key() {
        return new FrameKey(frame.senderUid(), frame.messageId());
    }

    /** Whether it is a text or an image, rather than a receipt, a recall or the like. */
    boolean isMessage() {
        return !(frame.content() instanceof Content.Other);
    }

    /** The customer whose session the frame belongs to. */
    String customerUid() {
        return isFromDesk ? frame.receiverUid() : frame.senderUid();
    }

    /** The text of a customer; empty for anything else. */
    Optional<String> question() {
        return frame.content() instanceof Content.Text text && !isFromDesk
                ? Optional.of(text.text())
                : Optional.empty();
    }

    SenderRateLimiter.Sender sender() {
        return new SenderRateLimiter.Sender(customerUid(), isFromDesk, isMessage());
    }
}
