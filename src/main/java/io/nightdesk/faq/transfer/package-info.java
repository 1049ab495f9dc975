/**
 * Imports and exports rules as JSON and CSV files. An import can be previewed, and undone. Uses {@code faq.rules}; used by no other
 * package.
 */
@NullMarked
package io.nightdesk.faq.transfer;

import org.jspecify.annotations.NullMarked;
