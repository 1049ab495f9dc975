package io.nightdesk.outbox;

import io.nightdesk.database.DataSources;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Reads the table {@code pending_reply}; its rows are written and deleted together with exchanges. */
@Singleton
final class PendingReplyRepository implements PendingReplies {

    private static final String AFTER = """
            select e.id, e.customer_uid, e.reply_bytes, e.received_at
            from pending_reply p join exchange e on e.id = p.exchange_id
            where p.exchange_id > ? order by p.exchange_id limit ?""";

    private final DataSource database;

    @Inject
    PendingReplyRepository(@Named(DataSources.INBOX) DataSource database) {
        this.database = database;
    }

    @Override
    public List<PendingReply> after(long exchangeId, int limit) {
        List<PendingReply> page = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(AFTER)) {
            statement.setLong(1, exchangeId);
            statement.setInt(2, limit);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    page.add(new PendingReply(
                            rows.getLong(1),
                            rows.getString(2),
                            rows.getBytes(3),
                            rows.getObject(4, OffsetDateTime.class).toInstant(),
                            /* live= */ false));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("failed to read pending replies", e);
        }
        return page;
    }
}
