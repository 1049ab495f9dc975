/**
 * Reports on stored exchanges: lists, statistics, unmatched questions; and dry runs of a message against the rules. Each
 * report has limits on time and rows. Called over REST, and by {@code privacy} for the export of a customer.
 */
@NullMarked
package io.nightdesk.history;

import org.jspecify.annotations.NullMarked;
