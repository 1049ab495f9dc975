package io.nightdesk.security;

import io.nightdesk.rest.FailureDescription;
import io.nightdesk.rest.ProblemException;
import io.nightdesk.rest.RequestThreads;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.UsernamePasswordAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Connects the {@link Authenticator} to Quarkus Security. */
@Singleton
final class AccountIdentityProvider implements IdentityProvider<UsernamePasswordAuthenticationRequest> {

    private static final Logger LOG = Logger.getLogger(AccountIdentityProvider.class);

    private final Authenticator authenticator;
    private final RequestThreads threads;

    @Inject
    AccountIdentityProvider(Authenticator authenticator, RequestThreads threads) {
        this.authenticator = authenticator;
        this.threads = threads;
    }

    @Override
    public Class<UsernamePasswordAuthenticationRequest> getRequestType() {
        return UsernamePasswordAuthenticationRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            UsernamePasswordAuthenticationRequest request, AuthenticationRequestContext context) {
        return threads.occupyForLogin(context.runBlocking(() -> identity(request)))
                .onFailure(ProblemException.class)
                .transform(AuthenticationFailedException::new);
    }

    private SecurityIdentity identity(UsernamePasswordAuthenticationRequest request) {
        String name = request.getUsername();
        String password = new String(request.getPassword().getPassword());
        Optional<AccountEntity> account;
        try {
            account = authenticator.authenticate(name, password, clientAddress(request));
        } catch (RuntimeException e) {
            throw new AuthenticationFailedException(problem(e));
        }
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(name))
                .addRoles(account.orElseThrow(AuthenticationFailedException::new)
                        .role()
                        .included())
                .build();
    }

    /** Exception mappers see only {@link AuthenticationFailedException}, so the response must be its cause. */
    private static ProblemException problem(RuntimeException e) {
        if (e instanceof ProblemException problem) {
            return problem;
        }
        LOG.warnf("Checking credentials failed: error=%s", new FailureDescription(e).describe());
        return ProblemException.databaseUnavailable();
    }

    private static String clientAddress(UsernamePasswordAuthenticationRequest request) {
        RoutingContext context = HttpSecurityUtils.getRoutingContextAttribute(request);
        return ClientAddress.of(context.request());
    }
}
