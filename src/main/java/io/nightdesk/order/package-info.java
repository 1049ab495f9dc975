/**
 * Orders: recognises order numbers in texts, stores and looks up orders, and serves the REST resources and the
 * {@code {order.…}} placeholders. A look-up only finds orders of the customer who asks. Called by {@code decision},
 * {@code inbox}, {@code history} and {@code faq.rules}.
 */
@NullMarked
package io.nightdesk.order;

import org.jspecify.annotations.NullMarked;
