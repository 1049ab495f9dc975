package io.nightdesk.outbox;

import io.nightdesk.hours.HoursSnapshot;
import io.nightdesk.hours.Mode;
import io.nightdesk.hours.OpeningHours;
import io.nightdesk.session.AgentTakeovers;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** The last check before a reply is published, also before it is published again. Safe for threads. */
@Singleton
public final class SendGuard {

    private final AgentTakeovers takeovers;
    private final Supplier<OpeningHours> hours;
    private final Duration replyDeadline;
    private final Clock clock;

    @Inject
    SendGuard(AgentTakeovers takeovers, HoursSnapshot hours, OutboxConfig config, Clock clock) {
        this(takeovers, hours::hours, config.replyDeadline(), clock);
    }

    /** @param hours the hours in force now */
    SendGuard(AgentTakeovers takeovers, Supplier<OpeningHours> hours, Duration replyDeadline, Clock clock) {
        this.takeovers = takeovers;
        this.hours = hours;
        this.replyDeadline = replyDeadline;
        this.clock = clock;
    }

    /** Why the reply must not be sent; empty if it may. */
    public Optional<WithholdReason> check(PendingReply reply) {
        Instant now = clock.instant();
        if (takeovers.isTakenOver(reply.customerUid(), now)) {
            return Optional.of(WithholdReason.AGENT_TOOK_OVER);
        }
        OpeningHours inForce = hours.get();
        if (inForce.mode() == Mode.OFF) {
            return Optional.of(WithholdReason.MODE_OFF);
        }
        if (inForce.agentsAreAvailable(now)) {
            return Optional.of(WithholdReason.OPENING_HOURS);
        }
        return now.isAfter(reply.askedAt().plus(replyDeadline))
                ? Optional.of(WithholdReason.DEADLINE_EXCEEDED)
                : Optional.empty();
    }
}
