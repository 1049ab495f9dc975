package io.nightdesk.inbox;

import io.nightdesk.decision.Decision;
import io.nightdesk.decision.Outcome;
import io.nightdesk.decision.ReplyTemplate;
import io.nightdesk.faq.match.Match;
import io.nightdesk.frame.FrameCodec;
import io.nightdesk.frame.ReplyFrame;
import io.nightdesk.inbox.Exchange.StoredReply;
import io.nightdesk.order.OrderQuery;
import io.nightdesk.order.OrderSelection;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Turns a decision into the exchange that is stored, with the reply frame encoded. */
@Singleton
final class ReplyEncoder {

    private final FrameCodec codec;
    private final Clock clock;

    @Inject
    ReplyEncoder(FrameCodec codec, Clock clock) {
        this.codec = codec;
        this.clock = clock;
    }

    Exchange exchange(long id, BatchDecider.Draft draft, Map<OrderQuery, OrderSelection> orders) {
        DecodedFrame frame = draft.frame();
        Decision decision = draft.decision();
        return new Exchange(
                id,
                frame.key(),
                frame.hash(),
                frame.inbound().receivedAt(),
                frame.customerUid(),
                frame.question(),
                decision.outcome(),
                decision.outcome() == Outcome.ANSWERED
                        ? decision.match().flatMap(ReplyEncoder::ruleKey)
                        : Optional.empty(),
                decision.trace(orders).map(trace -> trace.toJson().toString()),
                decision.reply().map(template -> reply(frame, body(template, orders))));
    }

    private static Optional<String> ruleKey(Match match) {
        return match.verdict() instanceof Match.Verdict.Answer answer
                ? Optional.of(answer.rule().key())
                : Optional.empty();
    }

    private static ReplyFrame.Body body(ReplyTemplate template, Map<OrderQuery, OrderSelection> orders) {
        return template instanceof ReplyTemplate.Image image
                ? new ReplyFrame.Body.Image(image.url())
                : new ReplyFrame.Body.Text(((ReplyTemplate.Text) template).render(orders));
    }

    private StoredReply reply(DecodedFrame frame, ReplyFrame.Body body) {
        ReplyFrame reply = new ReplyFrame(UUID.randomUUID(), frame.frame(), clock.instant(), body);
        return new StoredReply(reply.messageId(), codec.encode(reply));
    }
}
