package io.nightdesk.outbox;

import io.nightdesk.hours.Mode;
import io.nightdesk.hours.OpeningHours;
import io.nightdesk.session.AgentTakeovers;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** Send guards for tests. */
public final class SendGuards {

    private SendGuards() {}

    /** Allows every reply that is not older than twelve hours. */
    public static SendGuard allowing(Clock clock) {
        return new SendGuard(
                new AgentTakeovers(Map::of), () -> OpeningHours.without(Mode.ALWAYS), Duration.ofHours(12), clock);
    }
}
