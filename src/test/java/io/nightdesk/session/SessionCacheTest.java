package io.nightdesk.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.session.SessionRepository.Versioned;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SessionCacheTest {

    private static final Versioned TOLD =
            new Versioned(1, SessionState.NEW.fallbackGiven(Instant.parse("2026-11-25T00:00:00Z")));

    private final SessionCache cache = new SessionCache();

    @Test
    void treatsAnUnknownCustomerAsNew() {
        // Given
        cache.put(Map.of("known", TOLD));

        // When
        Map<String, Versioned> sessions = cache.get(List.of("known", "unknown"));

        // Then
        assertThat(sessions).isEqualTo(Map.of("known", TOLD, "unknown", Versioned.NEW));
    }

    @Test
    void forgetsASessionThatTheTableDoesNotHave() {
        // Given
        cache.put(Map.of("erased", TOLD, "other", TOLD));

        // When
        cache.put(Map.of("erased", Versioned.NEW));

        // Then
        assertThat(cache.get(List.of("erased", "other"))).isEqualTo(Map.of("erased", Versioned.NEW, "other", TOLD));
    }

    @Test
    void forgetsTheSessionThatWasAskedForTheLongestTimeAgo() {
        // Given
        for (int i = 0; i < SessionCache.MAX_SESSIONS; i++) {
            cache.put(Map.of("c" + i, TOLD));
        }
        cache.get(List.of("c0"));

        // When
        cache.put(Map.of("one more", TOLD));

        // Then
        assertThat(cache.get(List.of("c0", "c1", "c2"))).isEqualTo(Map.of("c0", TOLD, "c1", Versioned.NEW, "c2", TOLD));
    }
}
