/**
 * Embedded broker and PostgreSQL, sample data and a command-line client, for dev mode and tests. Excluded from the
 * packaged service. No other package depends on it.
 */
@NullMarked
package io.nightdesk.dev;

import org.jspecify.annotations.NullMarked;
