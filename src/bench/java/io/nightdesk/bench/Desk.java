package io.nightdesk.bench;

import io.nightdesk.dev.EmbeddedDatabase;
import io.nightdesk.it.harness.App;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Nightdesk as packaged: what {@code java -jar} runs, or the native binary. */
final class Desk implements Contender {

    /** Another replica seems to hold the lease, for longer than any measurement takes. */
    private static final String TAKE_LEASE = "update leader_lease set holder = 'benchmark', epoch = epoch + 1,"
            + " duration_ms = 3600000, expires_at = clock_timestamp() + interval '1 hour'";

    private static final String RELEASE_LEASE = "update leader_lease set expires_at = '-infinity'";

    /** Until caches are filled, those of the database too. */
    private static final Duration NATIVE_WARMUP = Duration.ofSeconds(2);

    private final boolean nativeBinary;
    private final String jdbcUrl;
    private final App app;

    /** @param environment settings besides those that the benchmark needs */
    Desk(
            boolean nativeBinary,
            List<String> options,
            String jdbcUrl,
            int brokerPort,
            Setting setting,
            Map<String, String> environment) {
        this.nativeBinary = nativeBinary;
        this.jdbcUrl = jdbcUrl;
        this.app = new App("bench-" + (nativeBinary ? "native" : "jvm"), jdbcUrl, brokerPort)
                .as(nativeBinary, options)
                .with("NIGHTDESK_TOPIC_OUT", setting.topology().replyTopic())
                .with("NIGHTDESK_REPLY_QOS", String.valueOf(setting.qos()))
                // Every question is to be answered, though a customer may ask the same twice.
                .with("NIGHTDESK_REPEAT_WITHIN", "0s");
        environment.forEach(app::with);
    }

    @Override
    public String name() {
        return nativeBinary ? "Nightdesk, native" : "Nightdesk, JVM";
    }

    @Override
    public void start() throws Exception {
        startReady();
    }

    /** Starts it and waits until it is ready; returns how long that took. */
    Duration startReady() throws Exception {
        long began = System.nanoTime();
        app.start();
        return Contender.await(name() + " ready", began, app::isReady, app::isAlive);
    }

    /** Another replica becomes the leader: the process stays warm, as after a short failure. */
    @Override
    public void disconnect() throws Exception {
        update(TAKE_LEASE);
        awaitMetric("nightdesk_subscribed", 0);
    }

    @Override
    public void reconnect() throws Exception {
        update(RELEASE_LEASE);
        awaitMetric("nightdesk_subscribed", 1);
    }

    @Override
    public void settle() throws Exception {
        awaitMetric("nightdesk_backlog", 0);
    }

    private void awaitMetric(String gauge, double value) throws Exception {
        Contender.await(
                name() + ": " + gauge + " = " + value,
                System.nanoTime(),
                () -> app.metric(gauge) == value,
                app::isAlive);
    }

    private void update(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl, EmbeddedDatabase.USER, "");
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    @Override
    public long pid() {
        return app.pid();
    }

    @Override
    public Duration warmup(Duration jvm) {
        return nativeBinary ? NATIVE_WARMUP : jvm;
    }

    @Override
    public void close() throws InterruptedException {
        if (app.isAlive()) {
            app.stop();
        }
    }
}
