package io.nightdesk.ledger;

import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;

/** What an exception says of the database. */
final class Sql {

    private Sql() {}

    /**
     * Whether the values are at fault and not the database's health: classes 22 and 23 of
     * <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">PostgreSQL's error codes</a>.
     */
    static boolean isDataError(Throwable e) {
        return state(e).filter(state -> state.startsWith("22") || state.startsWith("23"))
                .isPresent();
    }

    /** Class and SQLSTATE, without the message: that may quote a customer's text. */
    static String describe(Throwable e) {
        return e.getClass().getSimpleName()
                + state(e).map(state -> " SQLSTATE " + state).orElse("");
    }

    private static Optional<String> state(Throwable e) {
        return Stream.iterate(e, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .filter(SQLException.class::isInstance)
                .map(cause -> ((SQLException) cause).getSQLState())
                .filter(state -> state != null)
                .findFirst();
    }
}
