package io.nightdesk.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

final class LimitedTransactionTest {

    private static final TransactionLimits LIMITS =
            new TransactionLimits(Duration.ofSeconds(5), Duration.ofMillis(500));

    /** What was done, in order. */
    private final List<String> events = new ArrayList<>();

    private final LimitedTransaction transaction = new LimitedTransaction(database(), LIMITS, new RecordingRunner());

    @Test
    void setsTheLimitsBeforeTheWorkAndClosesTheConnectionBeforeTheCommit() {
        // When
        int result = transaction.call(connection -> {
            events.add("work");
            return 7;
        });

        // Then
        assertThat(result).isEqualTo(7);
        assertThat(events)
                .containsExactly(
                        "begin",
                        "set local statement_timeout = 5000; set local lock_timeout = 500",
                        "work",
                        "close",
                        "commit");
    }

    @Test
    void closesTheConnectionAndRollsBackWhenTheWorkFails() {
        // When
        assertThatThrownBy(() -> transaction.call(connection -> {
                    throw new SQLException("canceling statement due to statement timeout", "57014");
                }))
                // Then
                .isInstanceOf(IllegalStateException.class)
                .hasCauseInstanceOf(SQLException.class);
        assertThat(events).endsWith("close", "rollback");
    }

    @Test
    void rejectsATimeoutThatPostgresqlTreatsAsNoLimit() {
        // When, Then
        assertThatThrownBy(() -> new TransactionLimits(Duration.ofSeconds(5), Duration.ofNanos(999_999)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private final class RecordingRunner implements LimitedTransaction.Runner {

        @Override
        public <T> T call(Callable<T> task) {
            events.add("begin");
            try {
                T result = task.call();
                events.add("commit");
                return result;
            } catch (Exception e) {
                events.add("rollback");
                throw new IllegalStateException(e);
            }
        }
    }

    private DataSource database() {
        return fake(DataSource.class, "getConnection", this::connection);
    }

    private Connection connection() {
        return fake(Connection.class, "createStatement", () -> fake(Statement.class, "execute", () -> true));
    }

    /** Answers one method; records the SQL that a statement executes and that a connection is closed. */
    private <T> T fake(Class<T> type, String answered, Callable<Object> answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals("execute")) {
                        events.add((String) arguments[0]);
                    } else if (method.getName().equals("close") && type == Connection.class) {
                        events.add("close");
                    }
                    return method.getName().equals(answered) ? answer.call() : null;
                }));
    }
}
