package io.nightdesk.security;

import io.nightdesk.rest.FailureDescription;
import io.nightdesk.rest.ProblemException;
import io.nightdesk.rest.Role;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import org.flywaydb.core.api.output.MigrateResult;
import org.jboss.logging.Logger;

/** Makes the first account, once the schema is there, and says what to do where it cannot. */
@Singleton
public class AdminBootstrap {

    private static final Logger LOG = Logger.getLogger(AdminBootstrap.class);
    static final String NAME = "admin";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String ADVICE =
            "No account exists yet, so nobody can log in: set NIGHTDESK_ADMIN_PASSWORD (from 12 to 72 bytes) and start"
                    + " the service again.";

    private final AdminConfig config;
    private final PasswordHasher passwords;
    private final Clock clock;

    private volatile boolean missing;

    @Inject
    AdminBootstrap(AdminConfig config, PasswordHasher passwords, Clock clock) {
        this.config = config;
        this.passwords = passwords;
        this.clock = clock;
    }

    /** On the duty's thread, on every replica. Customers are answered whatever happens here. */
    void create(@Observes MigrateResult migrated) {
        try {
            if (!makeIfNeeded()) {
                LOG.warn(ADVICE + " Customers are answered all the same.");
            }
        } catch (RuntimeException e) {
            LOG.warnf(
                    "first account not made, which is tried again when somebody logs in: %s",
                    new FailureDescription(e).describe());
        }
    }

    /** Whether there is an account now. Somebody may have deleted all of them, or another replica may have been faster. */
    boolean makeIfNeeded() {
        if (QuarkusTransaction.requiringNew().call(() -> AccountEntity.isAny())) {
            missing = false;
            return true;
        }
        missing = config.adminPassword().isEmpty();
        config.adminPassword().ifPresent(this::make);
        return !missing;
    }

    /** Another replica may have made it. */
    void isThere() {
        missing = false;
    }

    private void make(String password) {
        String hash = passwords.hash(password);
        boolean made = QuarkusTransaction.requiringNew()
                .call(() -> AccountEntity.insert(NAME, hash, Role.ADMIN, true, clock.instant()));
        if (made) {
            LOG.info("first account made: name=admin password=NIGHTDESK_ADMIN_PASSWORD");
        }
    }

    /** Whether there was no account when this was last looked at, and none could be made. */
    public boolean isMissing() {
        return missing;
    }

    public ProblemException advice() {
        return ProblemException.unavailable(ADVICE, MINUTE);
    }
}
