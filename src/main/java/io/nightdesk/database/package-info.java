/**
 * What exceptions say of the database: whether it is away or refused something; and {@link io.nightdesk.database.Snapshot}s,
 * which follow its tables. Called by {@code ledger}, which waits out an
 * outage, and {@code admin}, which tells of one.
 */
@NullMarked
package io.nightdesk.database;

import org.jspecify.annotations.NullMarked;
