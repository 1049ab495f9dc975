package io.nightdesk.database;

import jakarta.transaction.RollbackException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.postgresql.util.PSQLException;

/** What an exception says of the database. */
public final class SqlErrors {

    private static final Set<String> OUTAGES = Set.of("08", "40", "42", "53", "57", "58");

    private static final String UNIQUE_VIOLATION = "23505";

    private SqlErrors() {}

    /**
     * Whether the database is away, overloaded, or not as it should be (a table or a right is missing, class 42, which no
     * frame can bring about), so that the same will work later: classes 08, 40, 42, 53, 57 and 58, and what the connection
     * pool and the transaction manager say without a state. See
     * <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">PostgreSQL's error codes</a>.
     */
    public static boolean isOutage(Throwable e) {
        return state(e).map(state -> OUTAGES.contains(state.substring(0, 2)))
                .orElseGet(() -> causes(e)
                        .anyMatch(cause -> cause instanceof SQLException || cause instanceof RollbackException));
    }

    /** Whether a row with the same key is there already, by that unique constraint. */
    public static boolean isTaken(Throwable e, String constraint) {
        return causes(e)
                .filter(PSQLException.class::isInstance)
                .map(PSQLException.class::cast)
                .filter(cause -> UNIQUE_VIOLATION.equals(cause.getSQLState()))
                .map(PSQLException::getServerErrorMessage)
                .anyMatch(said -> said != null && constraint.equals(said.getConstraint()));
    }

    /** Class and SQLSTATE, without the message: that may quote a customer's text. */
    public static String describe(Throwable e) {
        return e.getClass().getSimpleName()
                + state(e).map(state -> " SQLSTATE " + state).orElse("");
    }

    /** The SQLSTATE, if the database gave one. */
    public static Optional<String> state(Throwable e) {
        return causes(e)
                .filter(SQLException.class::isInstance)
                .map(cause -> ((SQLException) cause).getSQLState())
                .filter(state -> state != null && state.length() == 5)
                .findFirst();
    }

    /** The exception and what brought it about, the outermost first. */
    public static Stream<Throwable> causes(Throwable e) {
        return Stream.iterate(e, cause -> cause != null, Throwable::getCause).limit(20);
    }
}
