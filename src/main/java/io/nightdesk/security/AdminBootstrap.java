package io.nightdesk.security;

import io.nightdesk.LocalizedMessage;
import io.nightdesk.SecretFile;
import io.nightdesk.SecretFile.InvalidFileException;
import io.nightdesk.audit.AuditAction;
import io.nightdesk.audit.AuditLog;
import io.nightdesk.audit.AuditSubject;
import io.nightdesk.rest.FailureDescription;
import io.nightdesk.rest.ProblemException;
import io.nightdesk.rest.Role;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.api.output.MigrateResult;
import org.jboss.logging.Logger;

/** Creates the first account after the schema migration. */
@Singleton
final class AdminBootstrap {

    private static final Logger LOG = Logger.getLogger(AdminBootstrap.class);
    static final String NAME = "admin";
    private static final Duration RETRY_DELAY = Duration.ofMinutes(1);
    private static final LocalizedMessage ACCOUNT_MISSING = LocalizedMessage.of(
            "No account exists, so nobody can log in: set NIGHTDESK_ADMIN_PASSWORD (12 to 72 bytes) and restart the"
                    + " service, or write it to the file in NIGHTDESK_ADMIN_PASSWORD_FILE.",
            "还没有任何账号，因此无法登录：请设置 NIGHTDESK_ADMIN_PASSWORD（12 到 72 字节）并重启服务，或把它写入"
                    + " NIGHTDESK_ADMIN_PASSWORD_FILE 指定的文件。");

    private final AdminConfig config;
    private final PasswordHasher passwords;
    private final AuditLog audit;
    private final Clock clock;

    private volatile boolean accountMissing;

    @Inject
    AdminBootstrap(AdminConfig config, PasswordHasher passwords, AuditLog audit, Clock clock) {
        this.audit = audit;
        this.config = config;
        this.passwords = passwords;
        this.clock = clock;
    }

    /** Runs on every replica. A failure must not prevent the replica from answering customers. */
    void create(@Observes MigrateResult migrated) {
        try {
            if (!ensureAccount()) {
                LOG.warn(ACCOUNT_MISSING.inEnglish() + " Customers are answered nevertheless.");
            }
        } catch (RuntimeException e) {
            LOG.warnf(
                    "Creating the first account failed, retrying at the next login: error=%s",
                    new FailureDescription(e).describe());
        }
    }

    /**
     * Creates the first account if there is none and a password is configured. Called again after a failed login, because all
     * accounts may have been deleted.
     *
     * @return whether an account exists now
     */
    boolean ensureAccount() {
        if (QuarkusTransaction.requiringNew().call(AccountEntity::exists)) {
            accountMissing = false;
            return true;
        }
        Optional<String> password = password();
        accountMissing = password.isEmpty();
        password.ifPresent(this::create);
        return !accountMissing;
    }

    /** The password of the first account, if there is one that meets the rules. */
    private Optional<String> password() {
        if (config.adminPasswordFile().isEmpty()) {
            return config.adminPassword();
        }
        try {
            String password = new SecretFile(
                            "NIGHTDESK_ADMIN_PASSWORD_FILE",
                            Path.of(config.adminPasswordFile().get()))
                    .password();
            return PasswordHasher.validate("", NAME, password).isEmpty() ? Optional.of(password) : Optional.empty();
        } catch (InvalidFileException e) {
            return Optional.empty();
        }
    }

    /** To be called after a login: another replica may have created the account. */
    void accountFound() {
        accountMissing = false;
    }

    /** Another replica may create the account at the same time. */
    private void create(String password) {
        String hash = passwords.hash(password);
        boolean isNew = QuarkusTransaction.requiringNew()
                .call(() -> AccountEntity.insert(NAME, hash, Role.ADMIN, true, clock.instant()) && recorded());
        if (isNew) {
            LOG.info("First account created with the configured password: name=admin");
        }
    }

    private boolean recorded() {
        audit.recordBy(
                AuditLog.SYSTEM,
                AuditAction.ACCOUNT_CREATED,
                AuditSubject.of(NAME),
                Map.of("role", Role.ADMIN.text(), "enabled", true));
        return true;
    }

    /** Whether the last check found no account and could not create one. */
    boolean isAccountMissing() {
        return accountMissing;
    }

    static ProblemException accountMissing() {
        return ProblemException.unavailable(ACCOUNT_MISSING, RETRY_DELAY);
    }
}
