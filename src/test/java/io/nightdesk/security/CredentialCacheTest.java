package io.nightdesk.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class CredentialCacheTest {

    private final TickingClock clock = new TickingClock(Instant.parse("2026-11-23T20:00:00Z"));
    private final CredentialCache remembered = new CredentialCache(clock, new SecureRandom());

    @BeforeEach
    void remember() {
        remembered.remember("admin", "password", "hash");
    }

    @Test
    void sparesTheHashForAMinute() {
        // Given
        boolean atOnce = remembered.isFresh("admin", "password", "hash");
        clock.pass(Duration.ofSeconds(60));

        // When
        boolean later = remembered.isFresh("admin", "password", "hash");

        // Then
        assertThat(atOnce).isTrue();
        assertThat(later).isFalse();
        assertThat(remembered.isKnown("admin", "password")).isTrue();
    }

    @Test
    void knowsOneWhoWorksForAQuarterOfAnHour() {
        // Given
        clock.pass(Duration.ofMinutes(15));

        // When
        boolean known = remembered.isKnown("admin", "password");

        // Then
        assertThat(known).isFalse();
    }

    @Test
    void takesNothingElseForTheSame() {
        // When
        boolean otherHash = remembered.isFresh("admin", "password", "another hash");

        // Then
        assertThat(otherHash).isFalse();
        assertThat(remembered.isKnown("admin", "passwore")).isFalse();
        assertThat(remembered.isKnown("admin\0pass", "word")).isFalse();
        assertThat(remembered.isKnown("root", "password")).isFalse();
    }

    @Test
    void forgetsWhatDoesNotFitAnyMore() {
        // When
        remembered.forget("admin", "password");

        // Then
        assertThat(remembered.isKnown("admin", "password")).isFalse();
    }

    @Test
    void keepsABoundedNumber() {
        // When
        for (int i = 0; i < CredentialCache.MOST; i++) {
            remembered.remember("name-" + i, "password", "hash");
        }

        // Then
        assertThat(remembered.isKnown("admin", "password")).isFalse();
        assertThat(remembered.isKnown("name-0", "password")).isTrue();
    }
}
