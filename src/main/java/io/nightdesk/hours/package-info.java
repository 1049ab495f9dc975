/**
 * When human agents are there: the schedule, and by it when the desk speaks. Pure but for its rows; called by {@code desk},
 * which decides by it, and {@code ledger}, which asks again before a reply goes out.
 */
@NullMarked
package io.nightdesk.hours;

import org.jspecify.annotations.NullMarked;
