/**
 * The audit log: one list over the changes that accounts make through the API. {@link io.nightdesk.audit.AuditLog} is called by
 * every package that makes such a change, in the transaction of the change; admins read the log over REST.
 */
@NullMarked
package io.nightdesk.audit;

import org.jspecify.annotations.NullMarked;
