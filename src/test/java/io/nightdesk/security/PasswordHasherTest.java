package io.nightdesk.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class PasswordHasherTest {

    private final PasswordHasher passwords = new PasswordHasher();

    @Test
    void whoDoesNotExistCostsAsMuchAsWhoDoes() {
        // When
        String hash = passwords.hash("a password of somebody");

        // Then
        assertThat(kindAndCost(hash)).isEqualTo(kindAndCost(PasswordHasher.NOBODY));
    }

    @Test
    void aPasswordFitsItsOwnHashOnly() {
        // Given
        String hash = passwords.hash("a password of somebody");

        // When
        boolean fits = passwords.matches("a password of somebody", Optional.of(hash));

        // Then
        assertThat(fits).isTrue();
        assertThat(passwords.matches("another password", Optional.of(hash))).isFalse();
        assertThat(passwords.matches("a password of somebody", Optional.empty()))
                .isFalse();
    }

    /** {@code $2a$10$}, say. */
    private static String kindAndCost(String hash) {
        return hash.substring(0, 7);
    }
}
