package io.nightdesk.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.ManualClock;
import io.nightdesk.hours.Mode;
import io.nightdesk.hours.OpeningHours;
import io.nightdesk.session.AgentTakeovers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SendGuardTest {

    private static final Instant NOW = Instant.parse("2026-11-27T20:00:00Z");

    private final ManualClock clock = new ManualClock(NOW);
    private final AgentTakeovers takeovers = new AgentTakeovers(Map::of);
    private OpeningHours hours = OpeningHours.without(Mode.OFF_HOURS);
    private final SendGuard guard = new SendGuard(takeovers, () -> hours, Duration.ofHours(12), clock);
    private final PendingReply reply = new PendingReply(1, "c1", new byte[] {1}, NOW, true);

    @Test
    void allowsAReplyThatNoReasonWithholds() {
        // When
        Optional<WithholdReason> reason = guard.check(reply);

        // Then
        assertThat(reason).isEmpty();
    }

    @Test
    void withholdsAReplyInASessionThatAnAgentTookOver() {
        // Given
        takeovers.put("c1", NOW.plusSeconds(1));

        // When
        Optional<WithholdReason> reason = guard.check(reply);

        // Then
        assertThat(reason).contains(WithholdReason.AGENT_TOOK_OVER);
    }

    @Test
    void allowsAReplyOnceTheTakeoverIsOver() {
        // Given
        takeovers.put("c1", NOW.plusSeconds(1));

        // When
        clock.advance(Duration.ofSeconds(1));

        // Then
        assertThat(guard.check(reply)).isEmpty();
    }

    @Test
    void withholdsAReplyWhenTheDeskIsOff() {
        // Given
        hours = OpeningHours.without(Mode.OFF);

        // When
        Optional<WithholdReason> reason = guard.check(reply);

        // Then
        assertThat(reason).contains(WithholdReason.MODE_OFF);
    }

    @Test
    void withholdsAReplyAfterItsDeadline() {
        // Given
        clock.advance(Duration.ofHours(12));
        Optional<WithholdReason> inTime = guard.check(reply);

        // When
        clock.advance(Duration.ofSeconds(1));

        // Then
        assertThat(inTime).isEmpty();
        assertThat(guard.check(reply)).contains(WithholdReason.DEADLINE_EXCEEDED);
    }
}
