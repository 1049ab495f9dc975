/**
 * Leader election: which replica consumes. {@link io.nightdesk.leader.LeaderElector} takes and renews the lease in
 * PostgreSQL; each {@link io.nightdesk.leader.LeaderTerm} has an epoch and a holder, which every transaction of the
 * term checks. Called by {@code inbox}, {@code outbox} and {@code mqtt}; notifies each {@link
 * io.nightdesk.leader.LeadershipListener} of changes.
 */
@NullMarked
package io.nightdesk.leader;

import org.jspecify.annotations.NullMarked;
