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

/** A row of the table {@code account}. */
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

    static Optional<AccountEntity> byName(String name) {
        return findByIdOptional(name);
    }

    static boolean exists() {
        return (boolean) getEntityManager()
                .createNativeQuery("select exists (select from account)", Boolean.class)
                .getSingleResult();
    }

    static List<AccountEntity> page(PageRequest.Choice choice) {
        return AccountEntity.<AccountEntity>find("order by " + choice.orderBy())
                .page(Page.of(choice.page(), choice.size()))
                .list();
    }

    /**
     * Locks all enabled admins, so that two concurrent changes cannot remove the last two of them. Always in the same order, so
     * that the changes do not deadlock.
     */
    static List<AccountEntity> lockAdmins() {
        return AccountEntity.<AccountEntity>find("role = ?1 and enabled order by name", Role.Name.ADMIN)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    static Optional<AccountEntity> lock(String name) {
        return findByIdOptional(name, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Inserts an account unless one has the name already; returns whether it did. Replicas that start together may try both. */
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

    /** To be called with every change. */
    void touch(Instant now) {
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
