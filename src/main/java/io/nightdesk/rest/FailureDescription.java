package io.nightdesk.rest;

import io.nightdesk.database.SqlErrors;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Describes an unexpected exception for the log, without anything that a customer or an admin wrote. */
public record FailureDescription(Throwable exception) {

    private static final String OWN_PACKAGE = "io.nightdesk.";

    /** The SQLSTATEs for a text that PostgreSQL cannot store: it contains U+0000. */
    private static final Set<String> UNSTORABLE_TEXT = Set.of("22021", "22P05");

    /** Whether the database is unavailable, so that the same request can succeed later. */
    boolean isOutage() {
        return SqlErrors.isOutage(exception);
    }

    boolean isUnstorableText() {
        return SqlErrors.sqlState(exception).filter(UNSTORABLE_TEXT::contains).isPresent();
    }

    /**
     * The class of the root cause, its SQLSTATE and the innermost line of this service. Leaves out the message, which may quote a
     * customer's text.
     */
    public String describe() {
        return rootCause().getClass().getName()
                + SqlErrors.sqlState(exception)
                        .map(state -> " SQLSTATE " + state)
                        .orElse("")
                + ownFrame().map(frame -> " at " + frame).orElse("");
    }

    private Throwable rootCause() {
        return SqlErrors.causes(exception).reduce((outer, inner) -> inner).orElse(exception);
    }

    private Optional<StackTraceElement> ownFrame() {
        return SqlErrors.causes(exception)
                .flatMap(cause -> Stream.of(cause.getStackTrace()))
                .filter(frame -> frame.getClassName().startsWith(OWN_PACKAGE))
                .findFirst();
    }
}
