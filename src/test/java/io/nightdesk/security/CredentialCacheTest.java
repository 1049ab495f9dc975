package io.nightdesk.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.ManualClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class CredentialCacheTest {

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-23T20:00:00Z"));
    private final CredentialCache cache = new CredentialCache(clock.ticker(), new SecureRandom());

    @BeforeEach
    void putCredentials() {
        cache.put("admin", "password", "hash");
    }

    @Test
    void isFreshForOneMinute() {
        // Given
        boolean atOnce = cache.isFresh("admin", "password", "hash");
        clock.advance(Duration.ofSeconds(60));

        // When
        boolean later = cache.isFresh("admin", "password", "hash");

        // Then
        assertThat(atOnce).isTrue();
        assertThat(later).isFalse();
        assertThat(cache.isKnown("admin", "password")).isTrue();
    }

    @Test
    void isKnownForFifteenMinutes() {
        // Given
        clock.advance(Duration.ofMinutes(15));

        // When
        boolean known = cache.isKnown("admin", "password");

        // Then
        assertThat(known).isFalse();
    }

    @Test
    void distinguishesOtherCredentialsAndHashes() {
        // When
        boolean otherHash = cache.isFresh("admin", "password", "another hash");

        // Then
        assertThat(otherHash).isFalse();
        assertThat(cache.isKnown("admin", "passwore")).isFalse();
        assertThat(cache.isKnown("admin\0pass", "word")).isFalse();
        assertThat(cache.isKnown("root", "password")).isFalse();
    }

    @Test
    void forgetsRemovedCredentials() {
        // When
        cache.remove("admin", "password");

        // Then
        assertThat(cache.isKnown("admin", "password")).isFalse();
    }

    @Test
    void holdsAtMostTheMaximumNumberOfEntries() {
        // When
        for (int i = 0; i < 2 * CredentialCache.MAX_ENTRIES; i++) {
            cache.put("name-" + i, "password", "hash");
        }

        // Then
        assertThat(IntStream.range(0, 2 * CredentialCache.MAX_ENTRIES)
                        .filter(i -> cache.isKnown("name-" + i, "password"))
                        .count())
                .isBetween(1L, (long) CredentialCache.MAX_ENTRIES);
        assertThat(IntStream.range(0, 2 * CredentialCache.MAX_ENTRIES)
                        .filter(i -> cache.isFresh("name-" + i, "password"))
                        .count())
                .isBetween(1L, (long) CredentialCache.MAX_ENTRIES);
    }
}
