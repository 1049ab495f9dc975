/**
 * Retention of stored data, and export and erasure of the data about a customer. {@link
 * io.nightdesk.privacy.RetentionJob} runs on the leader; export and erasure are called over REST.
 */
@NullMarked
package io.nightdesk.privacy;

import org.jspecify.annotations.NullMarked;
