package io.nightdesk.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nightdesk.rest.ProblemException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PasswordHasherTest {

    private final PasswordHasher passwords = new PasswordHasher();

    @Test
    void unknownAccountHasAHashOfTheSameCost() {
        // When
        String hash = passwords.hash("a password of somebody");

        // Then
        assertThat(algorithmAndCost(hash)).isEqualTo(algorithmAndCost(PasswordHasher.UNKNOWN_ACCOUNT));
    }

    @Test
    void passwordMatchesOnlyItsOwnHash() {
        // Given
        String hash = passwords.hash("a password of somebody");

        // When
        boolean isMatch = passwords.matches("a password of somebody", Optional.of(hash));

        // Then
        assertThat(isMatch).isTrue();
        assertThat(passwords.matches("another password", Optional.of(hash))).isFalse();
        assertThat(passwords.matches("a password of somebody", Optional.empty()))
                .isFalse();
    }

    @Test
    void rejectsAComputationAtOnceWhenAsManyAsPossibleWait() {
        // Given
        PasswordHasher busy = new PasswordHasher(1, 0, Duration.ofDays(1));

        // When
        ProblemException thrown = busy.withPermit(
                () -> catchThrowableOfType(ProblemException.class, () -> busy.hash("a password of somebody")));

        // Then
        assertThat(thrown.response().getStatus()).isEqualTo(503);
        assertThat(thrown.response().getHeaderString("Retry-After")).isEqualTo("2");
    }

    @Test
    void rejectsAComputationThatHasWaitedTooLong() {
        // Given
        PasswordHasher busy = new PasswordHasher(1, 1, Duration.ofMillis(1));

        // When
        ProblemException thrown = busy.withPermit(
                () -> catchThrowableOfType(ProblemException.class, () -> busy.hash("a password of somebody")));

        // Then
        assertThat(thrown.response().getStatus()).isEqualTo(503);
    }

    @Test
    void computesAgainAfterARejection() {
        // Given
        PasswordHasher busy = new PasswordHasher(1, 1, Duration.ofMillis(1));
        busy.withPermit(() -> catchThrowableOfType(ProblemException.class, () -> busy.hash("a password of somebody")));

        // When
        String hash = busy.hash("a password of somebody");

        // Then
        assertThat(hash).startsWith("$2a$10$");
    }

    /** The first characters of a hash, such as {@code $2a$10$}. */
    private static String algorithmAndCost(String hash) {
        return hash.substring(0, 7);
    }
}
