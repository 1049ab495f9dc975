package io.nightdesk.security;

import io.nightdesk.rest.PageRequest;
import io.nightdesk.rest.Role;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.panache.common.Page;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An account as stored. */
@Entity
@Table(name = "account")
public class AccountEntity extends PanacheEntityBase {

    @Id
    public String name = "";

    @Column(name = "password_hash")
    public String passwordHash = "";

    public String role = "";

    public boolean enabled = true;

    public long version;

    @Column(name = "created_at")
    public Instant createdAt = Instant.EPOCH;

    @Column(name = "changed_at")
    public Instant changedAt = Instant.EPOCH;

    static Optional<AccountEntity> named(String name) {
        return findByIdOptional(name);
    }

    static boolean isAny() {
        return count() > 0;
    }

    static List<AccountEntity> page(PageRequest.Choice choice) {
        return AccountEntity.<AccountEntity>find("order by " + choice.orderBy())
                .page(Page.of(choice.page(), choice.size()))
                .list();
    }

    /** Locked, so that no two changes can each take the last but one away. In one order, so that none waits for another's. */
    static List<AccountEntity> lockedAdmins() {
        return AccountEntity.<AccountEntity>find("role = ?1 and enabled order by name", Role.Name.ADMIN)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    static Optional<AccountEntity> locked(String name) {
        return findByIdOptional(name, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Whether it is new: of replicas that start at once only one makes it. */
    static boolean insert(String name, String passwordHash, Role role, boolean enabled, Instant now) {
        return getEntityManager()
                        .createNativeQuery(
                                "insert into account (name, password_hash, role, enabled, created_at, changed_at)"
                                        + " values (?1, ?2, ?3, ?4, ?5, ?5) on conflict (name) do nothing")
                        .setParameter(1, name)
                        .setParameter(2, passwordHash)
                        .setParameter(3, role.text())
                        .setParameter(4, enabled)
                        .setParameter(5, now)
                        .executeUpdate()
                > 0;
    }

    void changed(Instant now) {
        changedAt = now;
        version = ((Number) getEntityManager()
                        .createNativeQuery("select nextval('account_version')")
                        .getSingleResult())
                .longValue();
    }

    Role role() {
        return Role.of(role);
    }
}
