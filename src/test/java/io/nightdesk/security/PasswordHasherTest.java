package io.nightdesk.security;

import static org.assertj.core.api.Assertions.assertThat;

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

    /** The first characters of a hash, such as {@code $2a$10$}. */
    private static String algorithmAndCost(String hash) {
        return hash.substring(0, 7);
    }
}
