package io.nightdesk.deadletter;

import java.time.Instant;

/**
 * A request to process a rejected frame again. Its time is part of its identity: a replay may be requested again while
 * an earlier request is being processed.
 *
 * @param rejectedId the id of the rejected frame
 * @param requestedAt to the microsecond, as in the database
 */
public record ReplayRequest(long rejectedId, Instant requestedAt) {}
