package io.nightdesk.database;

import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Function;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;

/**
 * Reads entities for a {@link Snapshot}. Panache would take a connection of the API, and the desk must see a change of rules,
 * hours or mode even when the API has used up its own.
 */
@Singleton
public final class SnapshotReader {

    private static final TransactionLimits LIMITS =
            new TransactionLimits(Duration.ofSeconds(15), Duration.ofSeconds(1));

    private final SessionFactory sessions;
    private final LimitedTransaction transaction;

    @Inject
    SnapshotReader(SessionFactory sessions, @Named(DataSources.INBOX) DataSource database) {
        this.sessions = sessions;
        this.transaction = new LimitedTransaction(database, LIMITS);
    }

    /** Runs {@code work} in a transaction of its own and returns its result. */
    public <T> T read(Function<StatelessSession, T> work) {
        return transaction.call(connection -> {
            try (StatelessSession session =
                    sessions.withStatelessOptions().connection(connection).openStatelessSession()) {
                return work.apply(session);
            }
        });
    }
}
