package io.nightdesk.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.nightdesk.database.DataSources;
import io.nightdesk.database.LimitedTransaction;
import io.nightdesk.database.SqlErrors;
import io.nightdesk.database.TransactionLimits;
import io.nightdesk.leader.LeaderElector;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Inject;
import jakarta.inject.Named;
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
 * On the leader, counts the pending replies in the table and measures the age of the oldest. For monitoring only: each
 * query has short limits, and when one fails the figures are unknown (NaN) and the failure is counted.
 */
@Singleton
@Startup
class OutboxMonitor {

    private static final Logger LOG = Logger.getLogger(OutboxMonitor.class);
    private static final TransactionLimits LIMITS =
            new TransactionLimits(Duration.ofSeconds(1), Duration.ofMillis(200));
    /** Counts to 100,000 at most, beyond which the number makes no difference; the age is by the database's clock. */
    private static final String PENDING = """
            select (select count(*) from (select 1 from pending_reply limit 100000) counted),
                coalesce((select greatest(0, extract(epoch from clock_timestamp() - e.received_at))
                    from pending_reply p join exchange e on e.id = p.exchange_id
                    order by p.exchange_id limit 1), 0)""";

    private final LeaderElector elector;
    private final LimitedTransaction transaction;
    private final Counter failures;
    private volatile Optional<Pending> last = Optional.empty();
    private boolean failing;

    private record Pending(long replies, double oldestSeconds) {}

    @Inject
    OutboxMonitor(LeaderElector elector, @Named(DataSources.INBOX) DataSource database, MeterRegistry registry) {
        this.elector = elector;
        this.transaction = new LimitedTransaction(database, LIMITS);
        this.failures = Counter.builder("nightdesk.outbox.monitor.failures")
                .description("failed attempts to count the pending replies")
                .register(registry);
        Gauge.builder(
                        "nightdesk.outbox.depth",
                        this,
                        monitor -> monitor.last
                                .map(pending -> (double) pending.replies())
                                .orElse(Double.NaN))
                .description(
                        "replies that the broker has not confirmed: handed to the connection, or pending in the table")
                .tag("in", "table")
                .register(registry);
        Gauge.builder(
                        "nightdesk.outbox.oldest.seconds",
                        this,
                        monitor -> monitor.last.map(Pending::oldestSeconds).orElse(Double.NaN))
                .description("time since the question was received whose reply has been pending longest")
                .register(registry);
    }

    @Scheduled(every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    void count() {
        try {
            last = elector.isLeader() ? Optional.of(transaction.call(OutboxMonitor::read)) : Optional.empty();
            failing = false;
        } catch (RuntimeException e) {
            last = Optional.empty();
            failures.increment();
            // Logged once, not every five seconds.
            if (!failing) {
                LOG.warnf("Counting pending replies failed, their number is unknown: error=%s", SqlErrors.describe(e));
            }
            failing = true;
        }
    }

    private static Pending read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(PENDING)) {
            row.next();
            return new Pending(row.getLong(1), row.getDouble(2));
        }
    }
}
