package io.nightdesk.security;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.NewCookie;
import java.util.Optional;

/**
 * The cookie with the {@link LoginToken}. No script can read it, and a browser adds it to no request that a page of another site
 * causes. It ends with the browser at the latest; the service ends it earlier.
 */
final class SessionCookie {

    static final String NAME = "nightdesk_session";

    private SessionCookie() {}

    /** Returns empty if the request has no such cookie, or one that is no token. */
    static Optional<LoginToken> token(HttpServerRequest request) {
        return Optional.ofNullable(request.getCookie(NAME))
                .map(Cookie::getValue)
                .flatMap(LoginToken::parse);
    }

    static NewCookie create(LoginToken token, HttpServerRequest request) {
        return builder(request).value(token.text()).build();
    }

    /** Makes the browser delete the cookie. */
    static NewCookie delete(HttpServerRequest request) {
        return builder(request).value("").maxAge(0).build();
    }

    /** The connection is secure if the client's is, also where a reverse proxy terminates TLS and forwards the scheme. */
    private static NewCookie.Builder builder(HttpServerRequest request) {
        return new NewCookie.Builder(NAME)
                .path("/")
                .httpOnly(true)
                .sameSite(NewCookie.SameSite.STRICT)
                .secure(request.isSSL());
    }
}
