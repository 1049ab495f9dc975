/**
 * The wire: bytes to records and back, and the reasons for which bytes are refused. The only room that sees protobuf.
 * Called by {@code channel} (does this frame concern us?) and {@code ledger} (what does it say, how is it answered?).
 */
@NullMarked
package io.nightdesk.frame;

import org.jspecify.annotations.NullMarked;
