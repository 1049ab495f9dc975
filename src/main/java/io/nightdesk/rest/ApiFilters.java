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
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Handles requests to the API before and after the resources: rejects cross-site changes, and responds with problem+json where no
 * resource does. The security headers are in {@code application.properties}.
 */
@Singleton
final class ApiFilters {

    private static final String API = "/api";

    /** The OpenAPI document, which the framework serves for any method. */
    private static final String DOCUMENT = "/api/v1/openapi";

    private static final Set<HttpMethod> SAFE_METHODS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final Set<String> SAME_SITE = Set.of("same-origin", "none");

    private static final Logger LOG = Logger.getLogger(ApiFilters.class);

    /** Quarkus calls filters of a higher priority first. */
    private static final int PRIORITY = 2_000;

    private final boolean corsEnabled;

    @Inject
    ApiFilters(@ConfigProperty(name = "quarkus.http.cors.enabled", defaultValue = "false") boolean corsEnabled) {
        this.corsEnabled = corsEnabled;
    }

    void register(@Observes Filters filters) {
        filters.register(this::filter, PRIORITY);
    }

    void registerFallback(@Observes Router router) {
        router.route(API + "/*")
                .last()
                .handler(request -> respond(request, Problem.of(404)))
                .failureHandler(ApiFilters::respondToFailure);
    }

    private void filter(RoutingContext request) {
        if (!isApi(request)) {
            request.next();
            return;
        }
        boolean isSafe = SAFE_METHODS.contains(request.request().method());
        if (!isSafe && isCrossSite(request)) {
            respond(request, Problem.of(403, "Pages of other sites may not use the API unless CORS is configured."));
        } else if (!isSafe && request.normalizedPath().equals(DOCUMENT)) {
            request.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
            respond(request, Problem.of(405));
        } else {
            request.next();
        }
    }

    /**
     * Prevents cross-site request forgery: a browser adds stored HTTP Basic credentials to requests that a page of another site
     * causes. If CORS is configured, Quarkus' filter checks the origin instead.
     */
    private boolean isCrossSite(RoutingContext request) {
        String site = request.request().getHeader("Sec-Fetch-Site");
        return !corsEnabled && site != null && !SAME_SITE.contains(site);
    }

    private static void respondToFailure(RoutingContext request) {
        if (!isApi(request)) {
            request.next();
            return;
        }
        int status = request.statusCode() < 400 ? 500 : request.statusCode();
        if (status >= 500 && request.failure() != null) {
            LOG.errorf("Request failed: error=%s", new FailureDescription(request.failure()).describe());
        }
        respond(request, Problem.of(status));
    }

    private static void respond(RoutingContext request, Problem problem) {
        if (!isApi(request)) {
            request.next();
            return;
        }
        HttpServerResponse response = request.response();
        if (response.ended() || TruncatedResponse.abortIfStarted(request.request())) {
            return;
        }
        response.setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(problem.toJson());
    }

    private static boolean isApi(RoutingContext request) {
        String path = request.normalizedPath();
        return path.equals(API) || path.startsWith(API + "/");
    }
}
