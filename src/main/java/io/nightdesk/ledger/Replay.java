package io.nightdesk.ledger;

import java.time.Instant;

/**
 * Somebody's wish to have a refused frame decided again. Named by its time too: the wish may come anew while an earlier one
 * is being met.
 *
 * @param rejectedId the refused frame
 * @param wantedAt to the microsecond, as the database has it
 */
public record Replay(long rejectedId, Instant wantedAt) {}
