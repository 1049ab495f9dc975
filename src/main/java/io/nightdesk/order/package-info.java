/**
 * Orders: their numbers in what customers write, their statuses, and the words for them. Called by {@code desk} (words)
 * and {@code ledger} (look-ups). An order is only ever found together with the customer it belongs to.
 */
@NullMarked
package io.nightdesk.order;

import org.jspecify.annotations.NullMarked;
