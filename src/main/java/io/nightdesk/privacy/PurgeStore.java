package io.nightdesk.privacy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The tables of the retention job. */
interface PurgeStore {

    /**
     * The state of the last purge.
     *
     * @param now the time of the database
     * @param isDue whether the last completed purge is at least one interval ago
     */
    record Status(Instant now, boolean isDue) {

        /**
         * The earlier one of the database's and the replica's time, or empty if the clocks differ by more than {@code
         * maxSkew}: a clock that is far ahead would delete too much.
         */
        Optional<Instant> earlierTime(Instant replicaTime, Duration maxSkew) {
            if (Duration.between(now, replicaTime).abs().compareTo(maxSkew) > 0) {
                return Optional.empty();
            }
            return Optional.of(replicaTime.isBefore(now) ? replicaTime : now);
        }
    }

    Status status(Duration interval);

    /**
     * Examines the next {@code batchSize} rows and deletes those that are older than {@code cutoff}, in one transaction.
     *
     * @param cursor where the previous batch ended; empty text for the first batch
     */
    PurgeStatement.Batch deleteBatch(PurgeStatement statement, String cursor, int batchSize, Instant cutoff);

    /** Records that a purge completed. */
    void recordCompletion();
}
