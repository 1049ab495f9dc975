package io.nightdesk.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.nightdesk.database.SqlErrors;
import io.nightdesk.leader.LeaderElector;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Looks now and then how many replies are pending in the table and how old the oldest is, on the replica on duty. For
 * monitoring alone, so it waits for nobody for long, and what goes wrong is counted and makes the figures unknown (NaN).
 */
@Singleton
class OutboxMonitor {

    private static final Logger LOG = Logger.getLogger(OutboxMonitor.class);
    private static final Duration BEAT = Duration.ofSeconds(5);
    private static final String LIMITS = "set local statement_timeout = '1s'; set local lock_timeout = '200ms'";
    /** Counts no further than to where it makes no difference any more; the age is by the database's clock. */
    private static final String LOOK = """
            select (select count(*) from (select 1 from pending_reply limit 100000) counted),
                coalesce((select greatest(0, extract(epoch from clock_timestamp() - e.received_at))
                    from pending_reply p join exchange e on e.id = p.exchange_id
                    order by p.exchange_id limit 1), 0)""";

    private final LeaderElector duty;
    private final DataSource database;
    private final Counter failures;
    private final Thread thread = new Thread(this::run, "nightdesk-outbox-watch");
    private volatile Optional<Pending> seen = Optional.empty();
    private boolean failing;

    private record Pending(long replies, double oldestSeconds) {}

    @Inject
    OutboxMonitor(LeaderElector duty, DataSource database, MeterRegistry registry) {
        this.duty = duty;
        this.database = database;
        this.failures = Counter.builder("nightdesk.outbox.monitor.failures")
                .description("looks at the pending replies that failed")
                .register(registry);
        Gauge.builder(
                        "nightdesk.outbox.depth",
                        this,
                        watch -> watch.seen
                                .map(pending -> (double) pending.replies())
                                .orElse(Double.NaN))
                .description(
                        "replies not yet confirmed by the broker: handed to the connection, or pending in the table")
                .tag("in", "table")
                .register(registry);
        Gauge.builder(
                        "nightdesk.outbox.oldest.seconds",
                        this,
                        watch -> watch.seen.map(Pending::oldestSeconds).orElse(Double.NaN))
                .description("how long ago the question came whose reply is pending longest")
                .register(registry);
    }

    void start(@Observes StartupEvent event) {
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) {
        thread.interrupt();
    }

    private void run() {
        while (true) {
            try {
                seen = duty.isOnDuty() ? Optional.of(look()) : Optional.empty();
                failing = false;
            } catch (RuntimeException e) {
                seen = Optional.empty();
                failures.increment();
                // Said once, not every few seconds.
                if (!failing) {
                    LOG.warnf(
                            "pending replies not looked at, how many there are is unknown: %s", SqlErrors.describe(e));
                }
                failing = true;
            }
            try {
                Thread.sleep(BEAT.toMillis());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private Pending look() {
        return QuarkusTransaction.requiringNew().call(() -> {
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(LIMITS);
                return read(statement);
            }
        });
    }

    private static Pending read(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(LOOK)) {
            row.next();
            return new Pending(row.getLong(1), row.getDouble(2));
        }
    }
}
