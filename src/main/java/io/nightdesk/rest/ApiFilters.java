package io.nightdesk.rest;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** What comes before and after the resources: headers on every answer, and problems where no resource was reached. */
@Singleton
final class ApiFilters {

    static final String API = "/api";

    /** Served by the framework, whatever the method. */
    private static final String DOCUMENT = "/api/v1/openapi";

    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final Set<String> OF_NO_OTHER_SITE = Set.of("same-origin", "none");

    private static final Logger LOG = Logger.getLogger(ApiFilters.class);

    /** Before the chat page's own guard, which has headers of its own for its files. */
    private static final int FIRST = 2_000;

    /** An answer of the API is no page: nothing may be run, framed or guessed from it. */
    private static final Map<String, String> HEADERS = Map.of(
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Referrer-Policy",
            "no-referrer",
            "Content-Security-Policy",
            "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'");

    private final boolean otherSitesAllowed;

    @Inject
    ApiFilters(@ConfigProperty(name = "quarkus.http.cors.enabled", defaultValue = "false") boolean otherSitesAllowed) {
        this.otherSitesAllowed = otherSitesAllowed;
    }

    void guard(@Observes Filters filters) {
        filters.register(this::guard, FIRST);
    }

    void catchTheRest(@Observes Router router) {
        router.route(API + "/*").last().handler(request -> fail(request, 404)).failureHandler(ApiFilters::failed);
    }

    /** Swagger's page and the developers' are scripts of the framework, in dev mode only. */
    private void guard(RoutingContext request) {
        String path = request.normalizedPath();
        if (!path.startsWith("/q/")) {
            HEADERS.forEach(request.response()::putHeader);
        }
        if (!isApi(path)) {
            request.next();
            return;
        }
        request.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        boolean reads = READING.contains(request.request().method());
        if (!reads && isFromAnotherSite(request)) {
            fail(request, Problem.of(403, "Pages of other sites may not use the API, unless CORS is set up for them."));
        } else if (!reads && path.equals(DOCUMENT)) {
            request.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
            fail(request, 405);
        } else {
            request.next();
        }
    }

    /**
     * A browser remembers the credentials of HTTP Basic, and sends them along with what a page of another site makes it
     * send. Where CORS is set up its filter has looked at the origin before.
     */
    private boolean isFromAnotherSite(RoutingContext request) {
        String site = request.request().getHeader("Sec-Fetch-Site");
        return !otherSitesAllowed && site != null && !OF_NO_OTHER_SITE.contains(site);
    }

    private static void failed(RoutingContext request) {
        if (!isApi(request.normalizedPath())) {
            request.next();
            return;
        }
        int status = request.statusCode() < 400 ? 500 : request.statusCode();
        if (status >= 500 && request.failure() != null) {
            LOG.errorf("request failed: %s", new FailureDescription(request.failure()).describe());
        }
        fail(request, status);
    }

    private static void fail(RoutingContext request, int status) {
        fail(request, Problem.of(status, ProblemMapper.detail(status)));
    }

    private static void fail(RoutingContext request, Problem problem) {
        if (!isApi(request.normalizedPath())) {
            request.next();
            return;
        }
        HttpServerResponse response = request.response();
        if (response.ended() || TruncatedResponse.breakOff(request.request())) {
            return;
        }
        response.setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(problem.toJson());
    }

    private static boolean isApi(String path) {
        return path.equals(API) || path.startsWith(API + "/");
    }
}
