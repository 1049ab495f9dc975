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

    private final SessionCache memory = new SessionCache();

    @Test
    void takesAnUnknownCustomerForANewOne() {
        // Given
        memory.stored(Map.of("known", TOLD));

        // When
        Map<String, Versioned> believed = memory.of(List.of("known", "unknown"));

        // Then
        assertThat(believed).isEqualTo(Map.of("known", TOLD, "unknown", Versioned.NEW));
    }

    @Test
    void forgetsASessionThatTheTableDoesNotHave() {
        // Given
        memory.stored(Map.of("erased", TOLD, "other", TOLD));

        // When
        memory.saw(List.of("erased"), Map.of());

        // Then
        assertThat(memory.of(List.of("erased", "other"))).isEqualTo(Map.of("erased", Versioned.NEW, "other", TOLD));
    }

    @Test
    void forgetsTheSessionThatWasAskedForTheLongestTimeAgo() {
        // Given
        for (int i = 0; i < SessionCache.MOST; i++) {
            memory.stored(Map.of("c" + i, TOLD));
        }
        memory.of(List.of("c0"));

        // When
        memory.stored(Map.of("one more", TOLD));

        // Then
        assertThat(memory.of(List.of("c0", "c1", "c2"))).isEqualTo(Map.of("c0", TOLD, "c1", Versioned.NEW, "c2", TOLD));
    }
}
