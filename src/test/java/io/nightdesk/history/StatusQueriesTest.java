package io.nightdesk.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.it.harness.Database;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The status in a real PostgreSQL. */
final class StatusQueriesTest {

    private static Database database;
    private static StatusQueries queries;

    @BeforeAll
    static void start(@TempDir Path home) throws Exception {
        database = new Database(home.resolve("postgres"));
        queries = new StatusQueries(database.migrated());
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
    }

    @BeforeEach
    void empty() {
        database.update("truncate exchange, pending_reply");
    }

    @ParameterizedTest
    @CsvSource({
        "-1 second, -2 seconds, stopped",
        "-infinity, -2 seconds, stopped",
        "1 hour, -2 seconds, receiving",
        "1 hour, -31 seconds, behind",
        "1 hour, , behind"
    })
    void tellsHowTheLeaderIsDoing(String expires, String caughtUp, String state) throws Exception {
        // Given
        database.update(
                "update leader_lease set expires_at = clock_timestamp() + ?::interval,"
                        + " caught_up_at = clock_timestamp() + ?::interval",
                expires,
                caughtUp);

        // When
        StatusView status = queries.status();

        // Then
        assertThat(status.state()).isEqualTo(state);
        assertThat(Optional.ofNullable(status.caughtUpAt()).isPresent()).isEqualTo(caughtUp != null);
    }

    @Test
    void countsPendingRepliesAndFindsTheOldest() throws Exception {
        // Given
        Instant oldest = Instant.parse("2026-11-28T01:00:00Z");
        for (int id = 1; id <= 2; id++) {
            database.update(
                    "insert into exchange (id, sender_uid, message_id, payload_hash, received_at, customer_uid, outcome)"
                            + " values (?, '10001', gen_random_uuid(), '', ?, '10001', 'ANSWERED')",
                    id,
                    oldest.plusSeconds(60L * id));
            database.update("insert into pending_reply values (?)", id);
        }

        // When
        StatusView status = queries.status();

        // Then
        assertThat(status.pendingReplies()).isEqualTo(2);
        assertThat(status.oldestPendingSince()).isEqualTo(oldest.plusSeconds(60));
    }

    @Test
    void hasNoOldestReplyWhenNoneIsPending() throws Exception {
        // When
        StatusView status = queries.status();

        // Then
        assertThat(status.pendingReplies()).isZero();
        assertThat(status.oldestPendingSince()).isNull();
    }
}
