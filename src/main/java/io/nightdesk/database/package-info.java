/**
 * What all rooms share about PostgreSQL: the meaning of SQL errors, batched statements, transactions with limits, and
 * snapshots of tables that are kept up to date in memory. Every room may use it; it knows no other room.
 */
@NullMarked
package io.nightdesk.database;

import org.jspecify.annotations.NullMarked;
