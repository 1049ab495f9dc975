package io.nightdesk.security;

import io.nightdesk.LocalizedMessage;
import io.nightdesk.audit.AuditAction;
import io.nightdesk.audit.AuditLog;
import io.nightdesk.audit.AuditSubject;
import io.nightdesk.rest.ConditionalRequest;
import io.nightdesk.rest.FieldError;
import io.nightdesk.rest.ProblemException;
import io.nightdesk.rest.Role;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stores accounts. Passwords come as hashes: computing one takes long, and the transactions here are short. */
@Singleton
class AccountService {

    private final AuditLog audit;
    private final Clock clock;

    @Inject
    AccountService(AuditLog audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    /** Creates an account unless one has the name already. */
    @Transactional
    AccountEntity create(String name, String passwordHash, Role role, boolean enabled) {
        if (!AccountEntity.insert(name, passwordHash, role, enabled, clock.instant())) {
            throw ProblemException.conflict(
                    LocalizedMessage.of("An account with this name already exists.", "已有同名账号。"));
        }
        audit.record(AuditAction.ACCOUNT_CREATED, AuditSubject.of(name), rights(role, enabled));
        return AccountEntity.byName(name).orElseThrow();
    }

    /**
     * Replaces the role and the state of an account if its version meets the precondition.
     *
     * @param passwordHash replaces the current one if present
     */
    @Transactional
    AccountEntity replace(
            String name, ConditionalRequest precondition, Role role, boolean enabled, Optional<String> passwordHash) {
        List<AccountEntity> admins = AccountEntity.lockAdmins();
        AccountEntity account = lock(name, precondition);
        if (role != Role.ADMIN || !enabled) {
            requireOtherAdmin(admins, account);
        }
        account.role = role.text();
        account.enabled = enabled;
        passwordHash.ifPresent(hash -> account.passwordHash = hash);
        account.touch(clock.instant());
        Map<String, Object> details = new HashMap<>(rights(role, enabled));
        passwordHash.ifPresent(hash -> details.put("password", "changed"));
        audit.record(AuditAction.ACCOUNT_CHANGED, AuditSubject.of(name), details);
        return account;
    }

    /** Replaces the password of an account, provided that it is still the one that was checked. */
    @Transactional
    void replacePassword(AccountEntity checked, String passwordHash) {
        AccountEntity account = AccountEntity.lock(checked.name).orElseThrow(AccountService::unknown);
        if (!account.passwordHash.equals(checked.passwordHash)) {
            throw ProblemException.invalid(wrongPassword());
        }
        account.passwordHash = passwordHash;
        account.touch(clock.instant());
        audit.record(AuditAction.ACCOUNT_PASSWORD_CHANGED, AuditSubject.of(account.name), Map.of());
    }

    /** Deletes an account if its version meets the precondition. */
    @Transactional
    void delete(String name, ConditionalRequest precondition) {
        List<AccountEntity> admins = AccountEntity.lockAdmins();
        AccountEntity account = lock(name, precondition);
        requireOtherAdmin(admins, account);
        account.delete();
        audit.record(AuditAction.ACCOUNT_DELETED, AuditSubject.of(name), Map.of());
    }

    private static Map<String, Object> rights(Role role, boolean enabled) {
        return Map.of("role", role.text(), "enabled", enabled);
    }

    private static AccountEntity lock(String name, ConditionalRequest precondition) {
        AccountEntity account = AccountEntity.lock(name).orElseThrow(AccountService::unknown);
        precondition.requireMatch(account.version);
        return account;
    }

    private static void requireOtherAdmin(List<AccountEntity> admins, AccountEntity account) {
        if (admins.stream().allMatch(account::equals) && account.enabled && account.role() == Role.ADMIN) {
            throw ProblemException.conflict(LocalizedMessage.of(
                    "This is the last enabled admin. Make another account an admin first.",
                    "这是最后一个启用的管理员，请先把另一个账号设为管理员。"));
        }
    }

    static FieldError wrongPassword() {
        return FieldError.of("current", "must be the password of this account", "密码不正确");
    }

    static ProblemException unknown() {
        return ProblemException.notFound("No account has this name.", "没有这个账号。");
    }
}
