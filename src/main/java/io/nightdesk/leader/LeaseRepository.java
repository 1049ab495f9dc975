package io.nightdesk.leader;

import io.nightdesk.IdentityConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The row that says which replica is on duty. Each change of hands raises its epoch, which every batch checks under a row
 * lock: a replica that lost the lease without noticing can commit nothing. The holder is checked along with it, because a
 * database that failed over to an older state gives the same epoch again. Times are the database's. All methods need a
 * transaction.
 */
@Singleton
public class LeaseRepository {

    /**
     * Returns a row if the shift, given by its epoch and its holder, is still on; then nobody else can take over before the
     * transaction ends.
     */
    public static final String HOLDS = holdsIf("true");

    private final EntityManager database;
    private final String deskUid;
    private final Duration ttl;

    @Inject
    LeaseRepository(EntityManager database, IdentityConfig desk, LeaseConfig config) {
        this.database = database;
        this.deskUid = desk.customerId();
        this.ttl = config.duration();
    }

    /** The same under a further condition. */
    public static String holdsIf(String condition) {
        return "select 1 from leader_lease where epoch = ? and holder = ? and " + condition + " for key share";
    }

    /** Takes the lease if nobody holds it. */
    Optional<LeaderTerm> take() {
        // The full row lock waits for batches of the shift before; their key-share lock does not hinder its renewal.
        if (database.createNativeQuery("select 1 from leader_lease where expires_at < clock_timestamp() for update")
                .getResultList()
                .isEmpty()) {
            return Optional.empty();
        }
        long now = System.nanoTime();
        // Another one each time: not even this process may take a later shift for an earlier one.
        String holder = ProcessHandle.current().pid() + "/" + UUID.randomUUID();
        List<?> begun = database.createNativeQuery("""
                        update leader_lease set holder = :holder, desk_uid = :desk, epoch = epoch + 1,
                            expires_at = clock_timestamp() + make_interval(secs => :ttl)
                        where expires_at < clock_timestamp() and coalesce(desk_uid, :desk) = :desk
                        returning epoch, coalesce(extract(epoch from caught_up_at) * 1000, 0)::bigint""")
                .setParameter("holder", holder)
                .setParameter("desk", deskUid)
                .setParameter("ttl", seconds())
                .getResultList();
        return begun.stream()
                .findFirst()
                .map(Object[].class::cast)
                .map(row -> new LeaderTerm(
                        ((Number) row[0]).longValue(),
                        holder,
                        Instant.ofEpochMilli(((Number) row[1]).longValue()),
                        ttl,
                        now));
    }

    /**
     * Prolongs the shift; false when another replica took over. Counts when it is committed.
     *
     * @param caughtUp whether nothing waits at the broker that was not taken
     */
    boolean renew(LeaderTerm shift, boolean caughtUp) {
        int rows = database.createNativeQuery("""
                        update leader_lease set expires_at = clock_timestamp() + make_interval(secs => :ttl),
                            caught_up_at = case when :caughtUp then clock_timestamp() else caught_up_at end
                        where epoch = :epoch and holder = :holder""")
                .setParameter("caughtUp", caughtUp)
                .setParameter("ttl", seconds())
                .setParameter("epoch", shift.epoch())
                .setParameter("holder", shift.holder())
                .executeUpdate();
        return rows == 1;
    }

    /** Gives the lease away, so that a standby need not wait for it to expire. */
    void release(LeaderTerm shift) {
        database.createNativeQuery(
                        "update leader_lease set expires_at = '-infinity' where epoch = :epoch and holder = :holder")
                .setParameter("epoch", shift.epoch())
                .setParameter("holder", shift.holder())
                .executeUpdate();
    }

    /** The desk that this database belongs to, when it is not this one. */
    Optional<String> otherDesk() {
        List<?> other = database.createNativeQuery(
                        "select desk_uid from leader_lease where desk_uid <> :desk", String.class)
                .setParameter("desk", deskUid)
                .getResultList();
        return other.stream().findFirst().map(String.class::cast);
    }

    private double seconds() {
        return ttl.toMillis() / 1000.0;
    }
}
