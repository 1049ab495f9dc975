package io.nightdesk.admin;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import org.jboss.logging.Logger;

/** What comes before and after the resources: headers on every answer, and problems where no resource was reached. */
@Singleton
final class ApiRoutes {

    static final String API = "/api";

    private static final Logger LOG = Logger.getLogger(ApiRoutes.class);

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

    void addHeaders(@Observes Filters filters) {
        filters.register(ApiRoutes::addHeaders, FIRST);
    }

    void catchTheRest(@Observes Router router) {
        router.route(API + "/*").last().handler(request -> fail(request, 404)).failureHandler(ApiRoutes::failed);
    }

    /** Swagger's page and the developers' are scripts of the framework, in dev mode only. */
    private static void addHeaders(RoutingContext request) {
        String path = request.normalizedPath();
        if (!path.startsWith("/q/")) {
            HEADERS.forEach(request.response()::putHeader);
        }
        if (isApi(path)) {
            request.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        }
        request.next();
    }

    private static void failed(RoutingContext request) {
        if (!isApi(request.normalizedPath())) {
            request.next();
            return;
        }
        int status = request.statusCode() < 400 ? 500 : request.statusCode();
        if (status >= 500 && request.failure() != null) {
            LOG.errorf("request failed: %s", new Mishap(request.failure()).describe());
        }
        fail(request, status);
    }

    private static void fail(RoutingContext request, int status) {
        if (!isApi(request.normalizedPath())) {
            request.next();
            return;
        }
        HttpServerResponse response = request.response();
        if (response.ended()) {
            return;
        }
        if (response.headWritten()) {
            request.request().connection().close();
            return;
        }
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(Problem.of(status, Problems.detail(status)).toJson());
    }

    private static boolean isApi(String path) {
        return path.equals(API) || path.startsWith(API + "/");
    }
}
