package io.nightdesk.inbox;

import io.nightdesk.IdentityConfig;
import io.nightdesk.frame.Content;
import io.nightdesk.frame.Frame;
import io.nightdesk.frame.FrameCodec;
import io.nightdesk.leader.LeaderTerm;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Frames without fault, of customers who do not exist. If even such a frame cannot be stored, a failure says nothing
 * about the frame that failed: a missing column or a broken constraint makes every frame fail alone.
 */
@Singleton
final class ControlFrames {

    private static final int BUSINESS_TYPE = 20;

    /** As customers write: a database with another encoding could store "?". */
    private static final String TEXT = "在吗？";

    private final FrameCodec codec;
    private final String customerId;
    private final Clock clock;

    @Inject
    ControlFrames(FrameCodec codec, IdentityConfig identity, Clock clock) {
        this(codec, identity.customerId(), clock);
    }

    ControlFrames(FrameCodec codec, String customerId, Clock clock) {
        this.codec = codec;
        this.customerId = customerId;
        this.clock = clock;
    }

    /** New frames: a customer's text, and an agent's text to another customer. */
    List<InboundFrame> next(LeaderTerm term) {
        return List.of(
                frame(term, UUID.randomUUID().toString(), customerId),
                frame(term, customerId, UUID.randomUUID().toString()));
    }

    private InboundFrame frame(LeaderTerm term, String sender, String receiver) {
        Frame frame = new Frame(
                UUID.randomUUID(),
                sender,
                receiver,
                clock.millis(),
                "",
                0,
                BUSINESS_TYPE,
                new Content.Text("content", TEXT, ""));
        byte[] bytes = codec.encode(frame);
        return new InboundFrame(bytes, bytes.length, term, clock.instant(), Optional.empty());
    }
}
