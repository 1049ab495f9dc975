package io.nightdesk.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Some statements that are sent to the database together and answered together: what a small statement costs is mostly the
 * way there and back. They run in the order given, each one sees what those before it did.
 */
public final class StatementBatch {

    private final List<Step> steps = new ArrayList<>();

    /** Takes the rows that a query returned; the cursor stands before the first. */
    public interface Reader {
        void read(ResultSet rows) throws SQLException;
    }

    private record Step(String sql, Reader reader, List<Object> parameters) {}

    /**
     * Adds a query.
     *
     * @param parameters numbers, texts, or arrays of {@code Long}, {@code String} or {@code byte[]}; for other element types
     *     the statement casts
     */
    public StatementBatch query(String sql, Reader reader, Object... parameters) {
        steps.add(new Step(sql, reader, List.of(parameters)));
        return this;
    }

    /** Adds a statement that returns nothing. */
    public StatementBatch update(String sql, Object... parameters) {
        return query(sql, rows -> {}, parameters);
    }

    public boolean isEmpty() {
        return steps.isEmpty();
    }

    public void run(Connection connection) throws SQLException {
        String sql = steps.stream().map(Step::sql).collect(Collectors.joining(";\n"));
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int index = 1;
            for (Step step : steps) {
                for (Object parameter : step.parameters()) {
                    statement.setObject(index++, parameter);
                }
            }
            boolean isQuery = statement.execute();
            for (Step step : steps) {
                if (isQuery) {
                    try (ResultSet rows = statement.getResultSet()) {
                        step.reader().read(rows);
                    }
                }
                isQuery = statement.getMoreResults();
            }
        }
    }
}
