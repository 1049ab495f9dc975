package io.nightdesk.inbox;

import io.nightdesk.IdentityConfig;
import io.nightdesk.faq.Answers;
import io.nightdesk.faq.Answers.Variant;
import io.nightdesk.faq.Rule;
import io.nightdesk.faq.match.CompiledRules;
import io.nightdesk.faq.match.Thresholds;
import io.nightdesk.frame.Content;
import io.nightdesk.frame.Frame;
import io.nightdesk.frame.FrameCodec;
import io.nightdesk.hours.Mode;
import io.nightdesk.hours.OpeningHours;
import io.nightdesk.leader.LeaderTerm;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    /**
     * One rule that answers the text at any time, so that a control stores a reply too. The desk's own rules, hours and mode
     * may leave it unanswered. A rule with several answers changes the session as well.
     */
    static InForce inForce() {
        return new InForce(
                CompiledRules.compile(List.of(rule()), Thresholds.DEFAULT), OpeningHours.without(Mode.ALWAYS));
    }

    private static Rule rule() {
        Variant answer = new Variant.Text(Optional.of("在的。"), Optional.empty());
        return new Rule(
                "control",
                "control",
                true,
                0,
                new Rule.Triggers(List.of(TEXT), List.of(), List.of(), List.of()),
                new Answers(List.of(answer, answer), List.of()),
                Rule.Validity.ALWAYS,
                Set.of(),
                List.of(),
                Rule.After.NOTHING);
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
