package io.nightdesk.security;

import io.nightdesk.rest.FailureDescription;
import io.nightdesk.rest.ProblemException;
import io.nightdesk.rest.ProblemMapper;
import io.nightdesk.rest.Role;
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
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Tells Quarkus who somebody is. */
@Singleton
class AccountIdentityProvider implements IdentityProvider<UsernamePasswordAuthenticationRequest> {

    private static final Logger LOG = Logger.getLogger(AccountIdentityProvider.class);

    private final Authenticator gatekeeper;

    @Inject
    AccountIdentityProvider(Authenticator gatekeeper) {
        this.gatekeeper = gatekeeper;
    }

    @Override
    public Class<UsernamePasswordAuthenticationRequest> getRequestType() {
        return UsernamePasswordAuthenticationRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            UsernamePasswordAuthenticationRequest request, AuthenticationRequestContext context) {
        return context.runBlocking(() -> identity(request));
    }

    private SecurityIdentity identity(UsernamePasswordAuthenticationRequest request) {
        String name = request.getUsername();
        String password = new String(request.getPassword().getPassword());
        Optional<Role> role;
        try {
            role = gatekeeper.admit(name, password, address(request));
        } catch (RuntimeException e) {
            throw new AuthenticationFailedException(problem(e));
        }
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(name))
                .addRoles(role.orElseThrow(AuthenticationFailedException::new).included())
                .build();
    }

    /** The framework hands a failure of any other kind to nobody who could make a problem of it. */
    private static ProblemException problem(RuntimeException e) {
        if (e instanceof ProblemException said) {
            return said;
        }
        LOG.warnf("credentials not checked: %s", new FailureDescription(e).describe());
        return ProblemException.unavailable(ProblemMapper.detail(503), Duration.ofSeconds(2));
    }

    private static String address(UsernamePasswordAuthenticationRequest request) {
        RoutingContext context = HttpSecurityUtils.getRoutingContextAttribute(request);
        return ClientAddress.of(
                Optional.ofNullable(context.request().remoteAddress().hostAddress())
                        .orElse(""));
    }
}
