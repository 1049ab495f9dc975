package io.nightdesk.rest;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Prevents cross-site request forgery: a browser adds stored HTTP Basic credentials to requests that a page of another site causes.
 * Programs that are no browsers send neither of the two headers.
 */
final class CrossSiteGuard {

    private static final Set<HttpMethod> SAFE_METHODS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final Set<String> SAME_SITE = Set.of("same-origin", "none");

    private final boolean corsEnabled;

    /** @param corsEnabled whether the filter of Quarkus checks the header Origin, against the configured origins */
    CrossSiteGuard(boolean corsEnabled) {
        this.corsEnabled = corsEnabled;
    }

    /** Whether the method may change something. */
    static boolean isChange(HttpMethod method) {
        return !SAFE_METHODS.contains(method);
    }

    /** Whether a page of another origin caused the request to change something. */
    boolean forbids(HttpServerRequest request) {
        return isChange(request.method())
                && forbids(request.headers(), request.scheme(), String.valueOf(request.authority()));
    }

    /**
     * Decides about a change.
     *
     * @param scheme of the service as its clients see it
     * @param authority host and, unless it is the usual one, port of the service as its clients see it
     */
    boolean forbids(MultiMap headers, String scheme, String authority) {
        List<String> origins = headers.getAll("Origin");
        if (corsEnabled && !origins.isEmpty()) {
            return false;
        }
        return !SAME_SITE.containsAll(headers.getAll("Sec-Fetch-Site"))
                || origins.stream().anyMatch(origin -> !isOwn(origin, scheme, authority));
    }

    private static boolean isOwn(String origin, String scheme, String authority) {
        Optional<PageOrigin> page = PageOrigin.parse(origin);
        return page.isPresent() && page.equals(PageOrigin.parse(scheme + "://" + authority));
    }
}
