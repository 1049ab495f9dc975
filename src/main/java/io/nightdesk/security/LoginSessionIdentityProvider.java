package io.nightdesk.security;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Connects the {@link LoginSessionRepository} to Quarkus Security. */
@Singleton
final class LoginSessionIdentityProvider implements IdentityProvider<LoginSessionRequest> {

    private final LoginSessionRepository sessions;
    private final CredentialCheck check;

    @Inject
    LoginSessionIdentityProvider(LoginSessionRepository sessions, CredentialCheck check) {
        this.sessions = sessions;
        this.check = check;
    }

    @Override
    public Class<LoginSessionRequest> getRequestType() {
        return LoginSessionRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(LoginSessionRequest request, AuthenticationRequestContext context) {
        return check.run(context, () -> sessions.use(request.token()));
    }
}
