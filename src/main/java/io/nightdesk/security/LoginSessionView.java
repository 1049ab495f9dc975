package io.nightdesk.security;

import io.nightdesk.LocalizedMessage;
import io.nightdesk.rest.Role;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Who is logged in, as the API shows it, and the form to log in. */
@Schema(name = "LoginSession", description = "Who is logged in.")
public record LoginSessionView(
        @Schema(description = "The name of the account.") String username, Role role) {

    static LoginSessionView of(Caller caller) {
        return new LoginSessionView(caller.name(), caller.role());
    }

    /** The form to log in. */
    @Schema(name = "Login", description = "The name and password of an account.")
    public record Login(
            @NotNull(message = LocalizedMessage.REQUIRED)
            @Size(
                    max = MAX_LENGTH,
                    message = "must have at most " + MAX_LENGTH + " characters | 最多 " + MAX_LENGTH + " 个字")
            String username,

            @NotNull(message = LocalizedMessage.REQUIRED)
            @Size(
                    max = MAX_LENGTH,
                    message = "must have at most " + MAX_LENGTH + " characters | 最多 " + MAX_LENGTH + " 个字")
            String password) {

        /** More than any name or password has. The names of failed logins are kept in memory. */
        static final int MAX_LENGTH = 200;

        static final String EXAMPLE = """
            {"username": "night-editor", "password": "moonlit tea house"}\
            """;

        @Override
        public String toString() {
            return "Login[]";
        }
    }
}
