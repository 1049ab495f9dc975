/**
 * Import and export of rules as JSON and CSV files, with a preview.
 */
@NullMarked
package io.nightdesk.faq.transfer;

import org.jspecify.annotations.NullMarked;
