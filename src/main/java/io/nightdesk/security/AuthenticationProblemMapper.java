package io.nightdesk.security;

import io.nightdesk.rest.ProblemException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Maps the exceptions of Quarkus Security to problems. */
@Singleton
final class AuthenticationProblemMapper {

    private final AdminBootstrap bootstrap;

    @Inject
    AuthenticationProblemMapper(AdminBootstrap bootstrap) {
        this.bootstrap = bootstrap;
    }

    @ServerExceptionMapper
    Response unauthenticated(UnauthorizedException e) {
        return unauthenticated();
    }

    /** {@link AccountIdentityProvider} puts throttled logins and outages into the cause. */
    @ServerExceptionMapper
    Response unauthenticated(AuthenticationFailedException e) {
        return e.getCause() instanceof ProblemException problem ? problem.response() : unauthenticated();
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException e) {
        return ProblemException.forbidden().response();
    }

    /** Asking for credentials is useless as long as no account exists. */
    private Response unauthenticated() {
        ProblemException problem =
                bootstrap.isAccountMissing() ? AdminBootstrap.accountMissing() : ProblemException.unauthenticated();
        return problem.response();
    }
}
