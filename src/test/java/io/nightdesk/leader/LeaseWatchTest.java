package io.nightdesk.leader;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.Seed;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

final class LeaseWatchTest {

    private static final Duration DURATION = Duration.ofSeconds(6);

    private long now = 1_000;
    private final LeaseWatch watch = new LeaseWatch(DURATION, () -> now);

    private static LeaseRecord lease(String expiresAt, Duration duration) {
        return new LeaseRecord(1, "a", expiresAt, duration, false);
    }

    private static LeaseRecord lease(String expiresAt) {
        return lease(expiresAt, DURATION);
    }

    private boolean isDeadAfter(Duration time, LeaseRecord seen) {
        now += time.toNanos();
        return watch.isDead(seen);
    }

    @Test
    void takesTheHolderForDeadWhenItsLeaseHasNotChangedForLongerThanItLasts() {
        // Given
        boolean atFirst = watch.isDead(lease("x"));
        boolean afterItsDuration = isDeadAfter(DURATION, lease("x"));

        // When
        boolean later = isDeadAfter(Duration.ofMillis(601), lease("x"));

        // Then
        assertThat(atFirst).isFalse();
        assertThat(afterItsDuration).isFalse();
        assertThat(later).isTrue();
    }

    @Test
    void startsOverWhenTheLeaseIsRenewed() {
        // Given
        watch.isDead(lease("x"));
        isDeadAfter(Duration.ofSeconds(5), lease("y"));

        // When
        boolean isDead = isDeadAfter(Duration.ofSeconds(5), lease("y"));

        // Then
        assertThat(isDead).isFalse();
    }

    @Test
    void waitsForAsLongAsTheHoldersLeaseLastsIfThatIsLonger() {
        // Given
        watch.isDead(lease("x", Duration.ofMinutes(1)));

        // When
        boolean isDead = isDeadAfter(Duration.ofSeconds(60), lease("x", Duration.ofMinutes(1)));

        // Then
        assertThat(isDead).isFalse();
    }

    /** A leader that renews with random delays and dies; a standby that reads with random delays. The database's time plays no part. */
    @RepeatedTest(20)
    void neverTakesALeaderForDeadWhoseTermIsValidAndAlwaysOneThatDied() {
        // Given
        Random random = Seed.random();
        long diesAt = random.nextLong(Duration.ofSeconds(60).toNanos());
        LeaderTerm term = new LeaderTerm(1, "a", Instant.EPOCH, DURATION, now, () -> now);
        long askedAt = now;
        long commitsAt = now;
        int renewals = 0;
        boolean isDead = false;

        // When
        while (!isDead) {
            now += random.nextLong(Duration.ofMillis(700).toNanos());
            if (now >= commitsAt && askedAt < diesAt && term.isValid()) {
                term.renewed(askedAt);
                renewals++;
                askedAt = now;
                commitsAt = now + random.nextLong(Duration.ofSeconds(4).toNanos());
            }
            isDead = watch.isDead(lease(String.valueOf(renewals)));

            // Then
            assertThat(isDead && term.isValid()).isFalse();
            assertThat(now - diesAt).isLessThan(Duration.ofSeconds(30).toNanos());
        }
    }
}
