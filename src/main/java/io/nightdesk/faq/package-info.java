/**
 * The rules: their model, folding of text, the compiled snapshot that matches without I/O, and the rows they are kept in.
 * Called by {@code desk} (matching) and {@code ledger} (keeping the snapshot fresh).
 */
@NullMarked
package io.nightdesk.faq;

import org.jspecify.annotations.NullMarked;
