package io.nightdesk.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What an account may do. Each role includes the roles before it. */
public enum Role {
    @JsonProperty(Role.Name.VIEWER)
    VIEWER,
    @JsonProperty(Role.Name.EDITOR)
    EDITOR,
    @JsonProperty(Role.Name.ADMIN)
    ADMIN;

    /** For {@code @RolesAllowed}: the lowest role that may use an operation. */
    public static final class Name {

        /** Reads rules, opening hours and statistics, but no texts of customers. */
        public static final String VIEWER = "viewer";

        /** Changes rules and opening hours, and reads texts of customers. */
        public static final String EDITOR = "editor";

        /** Manages accounts and does what cannot be undone. */
        public static final String ADMIN = "admin";

        private Name() {}
    }

    public static Role of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The names of this role and of those that it includes. */
    public Set<String> included() {
        return Arrays.stream(values())
                .filter(role -> role.compareTo(this) <= 0)
                .map(Role::text)
                .collect(Collectors.toUnmodifiableSet());
    }
}
