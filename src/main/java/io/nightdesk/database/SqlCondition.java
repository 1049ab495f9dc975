package io.nightdesk.database;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A condition for a {@code where} clause, with placeholders and their parameters in the same order.
 *
 * @param sql with a {@code ?} for each parameter; never contains a value
 */
public record SqlCondition(String sql, List<Object> parameters) {

    /** Matches every row. */
    public static final SqlCondition ANY = new SqlCondition("true", List.of());

    public SqlCondition {
        parameters = List.copyOf(parameters);
    }

    /** Adds a condition with one parameter. */
    public SqlCondition and(String condition, Object parameter) {
        List<Object> all = new ArrayList<>(parameters);
        all.add(parameter);
        return new SqlCondition(sql + " and " + condition, all);
    }

    /** Adds a condition only if there is a parameter for it. */
    public SqlCondition and(String condition, Optional<?> parameter) {
        return parameter.isPresent() ? and(condition, (Object) parameter.get()) : this;
    }

    /** Sets the parameters of this condition, and then {@code more}, starting at the first placeholder. */
    public void fill(PreparedStatement statement, Object... more) throws SQLException {
        int index = 1;
        for (Object parameter : parameters) {
            statement.setObject(index++, parameter);
        }
        for (Object parameter : more) {
            statement.setObject(index++, parameter);
        }
    }
}
