package io.nightdesk.database;

import jakarta.transaction.RollbackException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.postgresql.util.PSQLException;

/** Classifies exceptions by the SQLSTATE that the database reported. */
public final class SqlErrors {

    /** The first two characters of a SQLSTATE, its class. */
    private static final Set<String> DATA_CLASSES = Set.of("21", "22", "23", "54");

    private static final String UNIQUE_VIOLATION = "23505";

    private SqlErrors() {}

    /**
     * Whether the database failed for a reason other than the values in the statement, so that the same statement can succeed
     * later: it is unavailable, overloaded, read-only, locked, or not set up correctly. Only errors of few classes can be
     * caused by values: 21 (cardinality), 22 (data), 23 (constraint) and 54 (program limit). Everything else is an outage,
     * also a class that is not known yet, and errors of the connection pool and the transaction manager, which have no
     * SQLSTATE. See <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">PostgreSQL error codes</a>.
     */
    public static boolean isOutage(Throwable e) {
        return sqlState(e)
                .map(state -> !DATA_CLASSES.contains(state.substring(0, 2)))
                .orElseGet(() -> causes(e)
                        .anyMatch(cause -> cause instanceof SQLException || cause instanceof RollbackException));
    }

    /** Whether a row violates the unique constraint of this name. */
    public static boolean isUniqueViolation(Throwable e, String constraint) {
        return causes(e)
                .filter(PSQLException.class::isInstance)
                .map(PSQLException.class::cast)
                .filter(cause -> UNIQUE_VIOLATION.equals(cause.getSQLState()))
                .map(PSQLException::getServerErrorMessage)
                .anyMatch(message -> message != null && constraint.equals(message.getConstraint()));
    }

    /** The exception's class and SQLSTATE, for log lines. Leaves out the message, which may quote a customer's text. */
    public static String describe(Throwable e) {
        return e.getClass().getSimpleName()
                + sqlState(e).map(state -> " SQLSTATE " + state).orElse("");
    }

    /** The SQLSTATE of the outermost cause that has one. */
    public static Optional<String> sqlState(Throwable e) {
        return causes(e)
                .filter(SQLException.class::isInstance)
                .map(cause -> ((SQLException) cause).getSQLState())
                .filter(state -> state != null && state.length() == 5)
                .findFirst();
    }

    /** The exception and its causes, outermost first. */
    public static Stream<Throwable> causes(Throwable e) {
        return Stream.iterate(e, cause -> cause != null, Throwable::getCause).limit(20);
    }
}
