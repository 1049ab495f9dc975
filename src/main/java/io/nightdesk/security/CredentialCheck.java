package io.nightdesk.security;

import io.nightdesk.rest.FailureDescription;
import io.nightdesk.rest.ProblemException;
import io.nightdesk.rest.RequestThreads;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.Optional;
import org.jboss.logging.Logger;

/** What all checks of credentials share: the threads that they may occupy, and how they fail. */
@Singleton
final class CredentialCheck {

    private static final Logger LOG = Logger.getLogger(CredentialCheck.class);

    private final RequestThreads threads;

    /** Returns empty if the credentials are wrong. */
    @FunctionalInterface
    interface Check {
        Optional<Caller> run() throws SQLException;
    }

    @Inject
    CredentialCheck(RequestThreads threads) {
        this.threads = threads;
    }

    /** Fails with nothing but {@link AuthenticationFailedException}: exception mappers see only that one, and its cause. */
    Uni<SecurityIdentity> run(AuthenticationRequestContext context, Check check) {
        return threads.occupyForLogin(context.runBlocking(() -> identity(check)))
                .onFailure(ProblemException.class)
                .transform(AuthenticationFailedException::new);
    }

    private static SecurityIdentity identity(Check check) {
        Optional<Caller> caller;
        try {
            caller = check.run();
        } catch (ProblemException e) {
            throw new AuthenticationFailedException(e);
        } catch (SQLException | RuntimeException e) {
            LOG.warnf("Checking credentials failed: error=%s", new FailureDescription(e).describe());
            throw new AuthenticationFailedException(ProblemException.databaseUnavailable());
        }
        return caller.orElseThrow(AuthenticationFailedException::new).identity();
    }
}
