package io.nightdesk.database;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What rows have to meet: a condition in SQL with its parameters, so that no value becomes part of a statement. */
public record SqlCondition(String sql, List<Object> parameters) {

    public static final SqlCondition ANY = new SqlCondition("true", List.of());

    public SqlCondition {
        parameters = List.copyOf(parameters);
    }

    public SqlCondition and(String more, Object parameter) {
        List<Object> all = new ArrayList<>(parameters);
        all.add(parameter);
        return new SqlCondition(sql + " and " + more, all);
    }

    public SqlCondition and(String more, Optional<?> parameter) {
        return parameter.isPresent() ? and(more, (Object) parameter.get()) : this;
    }

    /** Sets the parameters and, after them, {@code more}. */
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
