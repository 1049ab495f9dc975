package io.nightdesk.leader;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class LeaderTermTest {

    private long nanos = 1_000;
    private final LeaderTerm term = new LeaderTerm(7, "me", Instant.EPOCH, Duration.ofNanos(100), nanos, () -> nanos);

    @Test
    void isValidUntilItsDurationHasPassed() {
        // Given
        nanos += 99;
        boolean before = term.isValid();

        // When
        nanos += 1;

        // Then
        assertThat(before).isTrue();
        assertThat(term.isValid()).isFalse();
    }

    @Test
    void lastsFromTheMomentTheRenewalWasAskedFor() {
        // Given
        nanos += 60;

        // When
        term.renewed(1_050);
        nanos = 1_149;

        // Then
        assertThat(term.isValid()).isTrue();
    }

    @Test
    void staysInvalidWhenARenewalComesTooLate() {
        // Given
        nanos += 100;
        assertThat(term.isValid()).isFalse();

        // When
        term.renewed(nanos);

        // Then
        assertThat(term.isValid()).isFalse();
    }

    @Test
    void isOverOnceItIsEnded() {
        // When
        term.end();

        // Then
        assertThat(term.isValid()).isFalse();
    }
}
