package io.nightdesk.security;

import io.nightdesk.rest.Role;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An account as the API shows it; what is sent to change one is within. */
@Schema(description = "Somebody who may use the API.")
public record Account(
        String name,
        Role role,
        boolean enabled,
        @Schema(description = "When it was made.") Instant createdAt,

        @Schema(description = "When its role, state or password changed last.")
        Instant changedAt) {

    static final String NAME = "[a-z0-9._-]{1,64}";

    static Account of(AccountEntity row) {
        return new Account(row.name, row.role(), row.enabled, row.createdAt, row.changedAt);
    }

    /** A new one. */
    @Schema(name = "NewAccount", description = "An account to be made.")
    public record Fresh(
            @NotNull(message = "is required")
            @Pattern(
                    regexp = NAME,
                    message = "must have from 1 to 64 characters, small letters, digits, dots, underscores and hyphens")
            String name,

            @NotNull(message = "is required") @Schema(description = "From 12 to 72 bytes in UTF-8, not the name.")
            String password,

            @NotNull(message = "is required") Role role,

            @Schema(description = "Whether it may log in; true if not given.", nullable = true) @Nullable
            Boolean enabled) {

        static final String EXAMPLE = """
                {"name": "night-editor", "password": "moonlit tea house", "role": "editor", "enabled": true}""";

        @Override
        public String toString() {
            return "Fresh[" + name + "]";
        }
    }

    /** What it shall be from now on. */
    @Schema(name = "AccountChange", description = "What an account shall be from now on.")
    public record Change(
            @NotNull(message = "is required") Role role,
            @NotNull(message = "is required") Boolean enabled,

            @Schema(
                    description = "A new password, from 12 to 72 bytes in UTF-8; the old one stays if not given.",
                    nullable = true)
            @Nullable
            String password) {

        static final String EXAMPLE = """
                {"role": "viewer", "enabled": true, "password": "a lantern by the door"}""";

        @Override
        public String toString() {
            return "Change[" + role + "]";
        }
    }

    /** One's own password. */
    @Schema(name = "PasswordChange", description = "A change of one's own password.")
    public record NewPassword(
            @NotNull(message = "is required") String current,

            @NotNull(message = "is required") @Schema(description = "From 12 to 72 bytes in UTF-8, not the name.")
            String replacement) {

        static final String EXAMPLE = """
                {"current": "moonlit tea house", "replacement": "rain on the roof"}""";

        @Override
        public String toString() {
            return "NewPassword[]";
        }
    }
}
