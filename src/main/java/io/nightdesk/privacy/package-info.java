/**
 * Retention of stored data, and export and erasure of what is stored about a customer.
 */
@NullMarked
package io.nightdesk.privacy;

import org.jspecify.annotations.NullMarked;
