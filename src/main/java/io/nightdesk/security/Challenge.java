package io.nightdesk.security;

import io.vertx.core.http.HttpServerRequest;

/**
 * The header {@code WWW-Authenticate} of a response with status 401. A browser that reads {@code Basic} opens a dialog of its own.
 * The console has a form instead, so its requests, which have the header {@code X-Requested-With}, get a scheme that no browser
 * knows.
 */
final class Challenge {

    static final String COOKIE_SCHEME = "Cookie";

    private static final String BASIC = "Basic realm=\"nightdesk\", charset=\"UTF-8\"";
    private static final String COOKIE = COOKIE_SCHEME + " realm=\"nightdesk\"";

    private Challenge() {}

    static String of(HttpServerRequest request) {
        return request.headers().contains("X-Requested-With") ? COOKIE : BASIC;
    }
}
