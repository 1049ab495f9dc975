/**
 * The decision for one message: pure, no I/O, the time given by the caller. Called by {@code ledger}, which feeds it
 * messages in the order of their session and stores what it decides.
 */
@NullMarked
package io.nightdesk.desk;

import org.jspecify.annotations.NullMarked;
