package io.nightdesk.admin;

import jakarta.transaction.RollbackException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** An exception that a resource did not expect, and what may be said of it. */
record Mishap(Throwable cause) {

    private static final String OURS = "io.nightdesk.";
    private static final Set<String> OUTAGES = Set.of("08", "40", "42", "53", "57", "58");

    /** Whether the database is away, overloaded or not migrated yet, so that the same request will do later. */
    boolean isOutage() {
        return state().map(state -> OUTAGES.contains(state.substring(0, 2)))
                .orElseGet(() -> causes().anyMatch(e -> e instanceof SQLException || e instanceof RollbackException));
    }

    /** Class, SQLSTATE and our own line that it came by, without the message: that may quote a customer's text. */
    String describe() {
        return causes().reduce((outer, inner) -> inner).orElse(cause).getClass().getName()
                + state().map(state -> " SQLSTATE " + state).orElse("")
                + place().map(place -> " at " + place).orElse("");
    }

    private Optional<StackTraceElement> place() {
        return causes().flatMap(e -> Stream.of(e.getStackTrace()))
                .filter(frame -> frame.getClassName().startsWith(OURS))
                .findFirst();
    }

    private Optional<String> state() {
        return causes().filter(SQLException.class::isInstance)
                .map(e -> ((SQLException) e).getSQLState())
                .filter(state -> state != null && state.length() == 5)
                .findFirst();
    }

    private Stream<Throwable> causes() {
        return Stream.iterate(cause, e -> e != null, Throwable::getCause).limit(20);
    }
}
