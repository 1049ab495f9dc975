package io.nightdesk.security;

import io.nightdesk.LocalizedMessage;
import io.nightdesk.rest.Role;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An account as the API shows it, and the forms to create and change one. */
@Schema(description = "An account that can use the API.")
public record Account(
        String name,
        Role role,
        boolean enabled,

        @Schema(description = "When the account was created.")
        Instant createdAt,

        @Schema(description = "When the role, the state or the password was last changed.")
        Instant changedAt) {

    /** No name consists of dots only: {@code .} and {@code ..} cannot be in a path. */
    static final String NAME = "(?!\\.+$)[a-z0-9._-]{1,64}";

    static Account of(AccountEntity entity) {
        return new Account(entity.name, entity.role(), entity.enabled, entity.createdAt, entity.changedAt);
    }

    /** The form to create an account. */
    @Schema(name = "NewAccount", description = "An account to create.")
    public record Creation(
            @NotNull(message = LocalizedMessage.REQUIRED)
            @Pattern(
                    regexp = NAME,
                    message = "must have 1 to 64 characters: lower-case letters, digits, dots, underscores and hyphens,"
                            + " not only dots | 只能用 1 到 64 个小写字母、数字、点、下划线和连字符，不能只有点")
            String name,

            @NotNull(message = LocalizedMessage.REQUIRED)
            @Schema(description = "12 to 72 bytes in UTF-8, and not the name of the account.")
            String password,

            @NotNull(message = LocalizedMessage.REQUIRED) Role role,

            @Schema(description = "Whether the account can log in; true if absent.", nullable = true) @Nullable
            Boolean enabled) {

        static final String EXAMPLE = """
            {"name": "night-editor", "password": "moonlit tea house", "role": "editor", "enabled": true}\
            """;

        @Override
        public String toString() {
            return "Creation[" + name + "]";
        }
    }

    /** The form to change an account. */
    @Schema(name = "AccountChange", description = "The new state of an account.")
    public record Change(
            @NotNull(message = LocalizedMessage.REQUIRED) Role role,
            @NotNull(message = LocalizedMessage.REQUIRED) Boolean enabled,

            @Schema(
                    description = "A new password, 12 to 72 bytes in UTF-8. If absent, the password does not change.",
                    nullable = true)
            @Nullable
            String password) {

        static final String EXAMPLE = """
            {"role": "viewer", "enabled": true, "password": "a lantern by the door"}\
            """;

        @Override
        public String toString() {
            return "Change[" + role + "]";
        }
    }

    /** The form to change one's own password. */
    @Schema(name = "PasswordChange", description = "A change of one's own password.")
    public record NewPassword(
            @NotNull(message = LocalizedMessage.REQUIRED) String current,

            @NotNull(message = LocalizedMessage.REQUIRED)
            @Schema(description = "12 to 72 bytes in UTF-8, and not the name of the account.")
            String replacement) {

        static final String EXAMPLE = """
            {"current": "moonlit tea house", "replacement": "rain on the roof"}\
            """;

        @Override
        public String toString() {
            return "NewPassword[]";
        }
    }
}
