package io.nightdesk.deadletter;

import java.time.Instant;

/**
 * Somebody's wish to have a refused frame decided again. Named by its time too: the wish may come anew while an earlier one
 * is being met.
 *
 * @param rejectedId the refused frame
 * @param wantedAt to the microsecond, as the database has it
 */
public record ReplayRequest(long rejectedId, Instant wantedAt) {}
