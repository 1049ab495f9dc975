/**
 * Embedded broker and PostgreSQL, sample data and a command-line customer, for dev mode and tests. Never in the
 * package.
 */
@NullMarked
package io.nightdesk.dev;

import org.jspecify.annotations.NullMarked;
