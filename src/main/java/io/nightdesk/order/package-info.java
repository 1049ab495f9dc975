/**
 * Orders: recognition of order numbers in texts, statuses, storing in bulk and singly, REST, placeholders in
 * answers. Only orders of the sender are ever found. Called by {@code decision} and {@code inbox}.
 */
@NullMarked
package io.nightdesk.order;

import org.jspecify.annotations.NullMarked;
