/**
 * What all packages share about PostgreSQL: the meaning of SQL errors, batched statements, transactions with limits,
 * and snapshots of tables that are kept up to date in memory. Every package may use it; it depends on no other package.
 */
@NullMarked
package io.nightdesk.database;

import org.jspecify.annotations.NullMarked;
