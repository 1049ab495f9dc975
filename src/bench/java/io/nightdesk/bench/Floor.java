package io.nightdesk.bench;

import io.nightdesk.inbox.DatabaseCosts;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the database costs at least, in ms.
 *
 * @param batches the time to store a batch, by its size
 */
record Floor(double roundTrip, double syncedCommit, Map<Integer, Double> batches) {

    private static final int TIMES = 500;
    private static final int[] SIZES = {1, 64, 256};

    /** Takes some ten seconds. */
    static Floor measure(String jdbcUrl) throws SQLException {
        try (DatabaseCosts costs = new DatabaseCosts(jdbcUrl)) {
            double roundTrip = costs.roundTrip(TIMES);
            double syncedCommit = costs.syncedCommit(TIMES);
            Map<Integer, Double> batches = new TreeMap<>();
            for (int size : SIZES) {
                batches.put(size, costs.batch(size, TIMES));
            }
            return new Floor(roundTrip, syncedCommit, batches);
        }
    }
}
