package io.nightdesk.security;

import io.nightdesk.rest.ProblemException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.http.HttpServerRequest;
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
    Response unauthenticated(UnauthorizedException e, HttpServerRequest request) {
        return unauthenticated(request);
    }

    /** {@link CredentialCheck} puts throttled logins and outages into the cause. */
    @ServerExceptionMapper
    Response unauthenticated(AuthenticationFailedException e, HttpServerRequest request) {
        return e.getCause() instanceof ProblemException problem ? problem.response() : unauthenticated(request);
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException e) {
        return ProblemException.forbidden().response();
    }

    /** Asking for credentials is useless as long as no account exists. */
    private Response unauthenticated(HttpServerRequest request) {
        ProblemException problem = bootstrap.isAccountMissing()
                ? AdminBootstrap.accountMissing()
                : ProblemException.unauthenticated(Challenge.of(request));
        return problem.response();
    }
}
