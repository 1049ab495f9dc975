package io.nightdesk.history;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import javax.sql.DataSource;

/** Reads from the database how the leader is doing, so that every replica gives the same answer. */
@Singleton
final class StatusQueries {

    /** The leader renews the time far more often, as long as it is connected and nothing waits at the broker. */
    private static final String STATUS = """
            select case when expires_at < clock_timestamp() then 'stopped'
                    when caught_up_at > clock_timestamp() - interval '30 seconds' then 'receiving'
                    else 'behind' end,
                caught_up_at,
                (select count(*) from (select 1 from pending_reply limit 1000) counted),
                (select e.received_at from pending_reply p join exchange e on e.id = p.exchange_id
                    order by p.exchange_id limit 1)
            from leader_lease""";

    private final DataSource database;

    @Inject
    StatusQueries(DataSource database) {
        this.database = database;
    }

    StatusView status() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(STATUS)) {
            row.next();
            return StatusView.of(row.getString(1), instant(row, 2), row.getLong(3), instant(row, 4));
        }
    }

    private static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
