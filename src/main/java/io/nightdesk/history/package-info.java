/**
 * Read-only reports on exchanges: lists, statistics, unmatched questions, and dry runs of a text against the rules.
 * Each report runs within limits of time and number.
 */
@NullMarked
package io.nightdesk.history;

import org.jspecify.annotations.NullMarked;
