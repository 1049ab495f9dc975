package io.nightdesk.security;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** The token of a session cookie, on its way from the {@link LoginSessionMechanism} to the {@link LoginSessionIdentityProvider}. */
final class LoginSessionRequest extends BaseAuthenticationRequest {

    private final LoginToken token;

    LoginSessionRequest(LoginToken token) {
        this.token = token;
    }

    LoginToken token() {
        return token;
    }
}
