package io.nightdesk.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What an account may do; each role may do all that the ones before it may. */
public enum Role {
    @JsonProperty(Role.Name.VIEWER)
    VIEWER,
    @JsonProperty(Role.Name.EDITOR)
    EDITOR,
    @JsonProperty(Role.Name.ADMIN)
    ADMIN;

    /** For {@code @RolesAllowed}: the least role that an operation needs. */
    public static final class Name {

        /** Sees rules, hours and figures; no texts of customers. */
        public static final String VIEWER = "viewer";

        /** Changes them, and sees customers' texts. */
        public static final String EDITOR = "editor";

        /** Manages accounts, and whatever cannot be undone. */
        public static final String ADMIN = "admin";

        private Name() {}
    }

    public static Role of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The names of all roles that this one includes. */
    public Set<String> included() {
        return Arrays.stream(values())
                .filter(role -> role.compareTo(this) <= 0)
                .map(Role::text)
                .collect(Collectors.toUnmodifiableSet());
    }
}
