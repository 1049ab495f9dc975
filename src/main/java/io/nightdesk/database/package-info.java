/**
 * What all rooms share about PostgreSQL: the meaning of SQL errors, batched statements, snapshots that follow
 * tables.
 */
@NullMarked
package io.nightdesk.database;

import org.jspecify.annotations.NullMarked;
