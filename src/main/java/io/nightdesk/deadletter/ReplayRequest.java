package io.nightdesk.deadletter;

import java.time.Instant;

/**
 * A request to process a rejected frame again. It is named by its time too: a frame may be requested again while an earlier
 * request is being met.
 *
 * @param rejectedId the id of the rejected frame
 * @param requestedAt to the microsecond, as in the database
 */
public record ReplayRequest(long rejectedId, Instant requestedAt) {}
