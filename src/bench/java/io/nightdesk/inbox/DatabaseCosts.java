package io.nightdesk.inbox;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.nightdesk.deadletter.DeadLetterRepository;
import io.nightdesk.deadletter.ReplayRepository;
import io.nightdesk.decision.Outcome;
import io.nightdesk.dev.EmbeddedDatabase;
import io.nightdesk.inbox.BatchResult.Statistics;
import io.nightdesk.inbox.BatchStore.CommitResult;
import io.nightdesk.inbox.Exchange.FrameKey;
import io.nightdesk.inbox.Exchange.StoredReply;
import io.nightdesk.leader.LeaderTerm;
import io.nightdesk.leader.Terms;
import io.nightdesk.outbox.DeliveryReport;
import io.nightdesk.session.SessionRepository.Versioned;
import io.nightdesk.session.SessionState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Times of single statements over one connection, one after the other: the floor below which no reply can get. */
public final class DatabaseCosts implements AutoCloseable {

    /** Those of application.properties that influence a plan. */
    private static final String SESSION_OPTIONS =
            "-c enable_seqscan=off -c plan_cache_mode=force_generic_plan -c jit=off";

    private static final Duration WARMUP = Duration.ofSeconds(2);
    private static final int QUESTION_CHARACTERS = 12;
    private static final int REPLY_BYTES = 400;
    private static final String TRACE = """
        {"steps": ["exact"], "candidates": [{"rule": "returns", "score": 1.0, "won": true}]}\
        """;

    private final AgroalDataSource dataSource;
    private final ExchangeRepository repository;
    private final LeaderTerm term = Terms.endless(1);
    private long lastId;
    private List<DeliveryReport> reports = List.of();

    private interface Step {
        void run() throws SQLException;
    }

    /** @param jdbcUrl a database with the schema, which nobody else uses */
    public DatabaseCosts(String jdbcUrl) throws SQLException {
        dataSource = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(1)
                        .connectionFactoryConfiguration(connection -> connection
                                .jdbcUrl(jdbcUrl)
                                .jdbcProperty("options", SESSION_OPTIONS)
                                .principal(new NamePrincipal(EmbeddedDatabase.USER)))));
        repository = new ExchangeRepository(dataSource, new DeadLetterRepository(1), new ReplayRepository(dataSource));
        execute("create table if not exists floor (value int)");
        execute("update leader_lease set epoch = " + term.epoch() + ", holder = '" + term.holder() + "'");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }

    /** The median time of a statement that does nothing, in ms. */
    public double roundTrip(int times) throws SQLException {
        return median(times, () -> execute("select 1"));
    }

    /** The median time of the least that a commit can be: one row in a table without an index, in ms. */
    public double syncedCommit(int times) throws SQLException {
        return median(times, () -> execute("insert into floor values (1)"));
    }

    /**
     * The median time in ms that the service takes to store a batch with so many exchanges of different customers: each has a
     * reply and a changed session, and as many replies of the batch before are recorded as sent.
     */
    public double batch(int exchanges, int times) throws SQLException {
        return median(times, () -> store(exchanges));
    }

    private void store(int size) {
        List<Exchange> exchanges = new ArrayList<>();
        Map<String, Versioned> expected = new HashMap<>();
        Map<String, Versioned> changed = new HashMap<>();
        for (int i = 0; i < size; i++) {
            Exchange exchange = exchange(++lastId);
            exchanges.add(exchange);
            expected.put(exchange.customerUid(), Versioned.NEW);
            changed.put(exchange.customerUid(), new Versioned(0, SessionState.NEW.noticeGiven(exchange.receivedAt())));
        }
        BatchResult result = new BatchResult(
                exchanges, List.of(), expected, changed, Map.of(), List.of(), List.of(), Statistics.NONE);
        if (repository.commit(term, result, reports) != CommitResult.COMMITTED) {
            throw new IllegalStateException("the batch was not stored");
        }
        reports = exchanges.stream()
                .map(exchange -> DeliveryReport.confirmed(exchange.id(), new ProcessorFixture.Publisher(term)))
                .toList();
    }

    private static Exchange exchange(long id) {
        String customer = "c" + id;
        return new Exchange(
                id,
                new FrameKey(customer, UUID.randomUUID()),
                new byte[32],
                Instant.now(),
                customer,
                Optional.of("问".repeat(QUESTION_CHARACTERS)),
                Outcome.ANSWERED,
                Optional.of("returns"),
                Optional.of(TRACE),
                Optional.of(new StoredReply(UUID.randomUUID(), new byte[REPLY_BYTES])));
    }

    private static double median(int times, Step step) throws SQLException {
        long warmAt = System.nanoTime() + WARMUP.toNanos();
        while (System.nanoTime() < warmAt) {
            step.run();
        }
        double[] millis = new double[times];
        for (int i = 0; i < times; i++) {
            long began = System.nanoTime();
            step.run();
            millis[i] = (System.nanoTime() - began) / 1e6;
        }
        Arrays.sort(millis);
        return millis[times / 2];
    }

    @Override
    public void close() {
        dataSource.close();
    }
}
