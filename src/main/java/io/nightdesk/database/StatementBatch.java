package io.nightdesk.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Statements that are sent to the database together, in one round trip: for a small statement the round trip costs more than its
 * execution. They run in the order in which they were added, and each sees the changes of those before it.
 */
public final class StatementBatch {

    private final List<BatchedStatement> statements = new ArrayList<>();

    /** Reads the result of a query. The cursor is before the first row. */
    @FunctionalInterface
    public interface Reader {
        void read(ResultSet rows) throws SQLException;
    }

    private record BatchedStatement(String sql, Reader reader, List<Object> parameters) {}

    /**
     * Adds a query.
     *
     * @param parameters numbers, strings, or arrays of {@code Long}, {@code String} or {@code byte[]}; the statement must cast
     *     arrays to any other element type
     */
    public StatementBatch query(String sql, Reader reader, Object... parameters) {
        statements.add(new BatchedStatement(sql, reader, List.of(parameters)));
        return this;
    }

    /** Adds a statement without a result. */
    public StatementBatch update(String sql, Object... parameters) {
        return query(sql, rows -> {}, parameters);
    }

    public boolean isEmpty() {
        return statements.isEmpty();
    }

    /** Executes all statements and hands each query's result to its reader. */
    public void run(Connection connection) throws SQLException {
        String sql = statements.stream().map(BatchedStatement::sql).collect(Collectors.joining(";\n"));
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int index = 1;
            for (BatchedStatement batched : statements) {
                for (Object parameter : batched.parameters()) {
                    statement.setObject(index++, parameter);
                }
            }
            boolean isQuery = statement.execute();
            for (BatchedStatement batched : statements) {
                if (isQuery) {
                    try (ResultSet rows = statement.getResultSet()) {
                        batched.reader().read(rows);
                    }
                }
                isQuery = statement.getMoreResults();
            }
        }
    }
}
