package io.nightdesk.security;

import io.nightdesk.rest.ConditionalRequest;
import io.nightdesk.rest.FieldError;
import io.nightdesk.rest.ProblemException;
import io.nightdesk.rest.Role;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Stores accounts. Passwords come as hashes: computing one takes long, and the transactions here are short. */
@Singleton
class AccountService {

    private final Clock clock;

    @Inject
    AccountService(Clock clock) {
        this.clock = clock;
    }

    /** Creates an account unless one has the name already. */
    @Transactional
    AccountEntity create(String name, String passwordHash, Role role, boolean enabled) {
        if (!AccountEntity.insert(name, passwordHash, role, enabled, clock.instant())) {
            throw ProblemException.conflict("An account with this name already exists.");
        }
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
    }

    /** Deletes an account if its version meets the precondition. */
    @Transactional
    void delete(String name, ConditionalRequest precondition) {
        List<AccountEntity> admins = AccountEntity.lockAdmins();
        AccountEntity account = lock(name, precondition);
        requireOtherAdmin(admins, account);
        account.delete();
    }

    private static AccountEntity lock(String name, ConditionalRequest precondition) {
        AccountEntity account = AccountEntity.lock(name).orElseThrow(AccountService::unknown);
        precondition.requireMatch(account.version);
        return account;
    }

    private static void requireOtherAdmin(List<AccountEntity> admins, AccountEntity account) {
        if (admins.stream().allMatch(account::equals) && account.enabled && account.role() == Role.ADMIN) {
            throw ProblemException.conflict("This is the last enabled admin. Make another account an admin first.");
        }
    }

    static FieldError wrongPassword() {
        return FieldError.of("current", "must be the password of this account");
    }

    static ProblemException unknown() {
        return ProblemException.notFound("No account has this name.");
    }
}
