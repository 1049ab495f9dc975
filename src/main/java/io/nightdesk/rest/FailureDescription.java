package io.nightdesk.rest;

import io.nightdesk.database.SqlErrors;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** An exception that a resource did not expect, and what may be said of it. */
public record FailureDescription(Throwable cause) {

    private static final String OURS = "io.nightdesk.";
    private static final Set<String> UNSTORABLE = Set.of("22021", "22P05");

    /** Whether the database is away, overloaded or not migrated yet, so that the same request will do later. */
    boolean isOutage() {
        return SqlErrors.isOutage(cause);
    }

    /** Whether a text has the character U+0000, which PostgreSQL stores nowhere. */
    boolean isUnstorableText() {
        return SqlErrors.state(cause).filter(UNSTORABLE::contains).isPresent();
    }

    /** Class, SQLSTATE and our own line that it came by, without the message: that may quote a customer's text. */
    public String describe() {
        return SqlErrors.causes(cause)
                        .reduce((outer, inner) -> inner)
                        .orElse(cause)
                        .getClass()
                        .getName()
                + SqlErrors.state(cause).map(state -> " SQLSTATE " + state).orElse("")
                + place().map(place -> " at " + place).orElse("");
    }

    private Optional<StackTraceElement> place() {
        return SqlErrors.causes(cause)
                .flatMap(e -> Stream.of(e.getStackTrace()))
                .filter(frame -> frame.getClassName().startsWith(OURS))
                .findFirst();
    }
}
