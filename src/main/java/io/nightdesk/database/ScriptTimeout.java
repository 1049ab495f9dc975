package io.nightdesk.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/**
 * Lets the script of a migration run for long, for example to build an index. For everything else that Flyway does, the
 * connection keeps the {@code socketTimeout} of its datasource, so that an attempt ends if the connection is dead.
 */
final class ScriptTimeout implements Callback {

    private static final Duration SCRIPT = Duration.ofHours(6);
    private static final Duration OTHERS = Duration.ofSeconds(20);

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_EACH_MIGRATE
                || event == Event.AFTER_EACH_MIGRATE
                || event == Event.AFTER_EACH_MIGRATE_ERROR;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        Connection connection = context.getConnection();
        Duration timeout = event == Event.BEFORE_EACH_MIGRATE ? SCRIPT : OTHERS;
        try {
            if (!connection.isClosed()) {
                connection.setNetworkTimeout(Runnable::run, (int) timeout.toMillis());
            }
        } catch (SQLException e) {
            throw new IllegalStateException("failed to set the timeout of the connection", e);
        }
    }

    @Override
    public String getCallbackName() {
        return "script timeout";
    }
}
