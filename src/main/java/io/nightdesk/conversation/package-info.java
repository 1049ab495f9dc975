/**
 * What the desk remembers of a session: whether an agent has it, and what was said lately that must not be said again.
 * Called by {@code desk} (rules of conduct) and {@code ledger} (rows).
 */
@NullMarked
package io.nightdesk.conversation;

import org.jspecify.annotations.NullMarked;
