package io.nightdesk.bench;

import io.nightdesk.dev.EmbeddedDatabase;
import io.vertx.core.Context;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * Commits each batch of replies to a database before they are sent: whatever waits, at most 256, in one row. The least that
 * a service costs which loses nothing.
 */
final class EchoCommitter implements Consumer<EchoReply> {

    private static final int MAX_BATCH = 256;

    private final BlockingQueue<EchoReply> waiting = new LinkedBlockingQueue<>();
    private final String jdbcUrl;
    private final EchoSender sender;
    private final Context questions;

    /** @param questions the context on which questions are acknowledged */
    EchoCommitter(String jdbcUrl, EchoSender sender, Context questions) {
        this.jdbcUrl = jdbcUrl;
        this.sender = sender;
        this.questions = questions;
        Thread thread = new Thread(this::run, "committer");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void accept(EchoReply reply) {
        waiting.add(reply);
    }

    private void run() {
        try (Connection connection = DriverManager.getConnection(jdbcUrl, EmbeddedDatabase.USER, "")) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("create table if not exists echo_batch (replies int)");
            }
            try (PreparedStatement insert = connection.prepareStatement("insert into echo_batch values (?)")) {
                while (true) {
                    commitBatch(insert);
                }
            }
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException("the echo could not commit", e);
        }
    }

    private void commitBatch(PreparedStatement insert) throws SQLException, InterruptedException {
        List<EchoReply> batch = new ArrayList<>(List.of(waiting.take()));
        waiting.drainTo(batch, MAX_BATCH - 1);
        insert.setInt(1, batch.size());
        insert.executeUpdate();
        sender.send(batch);
        questions.runOnContext(v -> batch.forEach(EchoReply::acknowledge));
    }
}
