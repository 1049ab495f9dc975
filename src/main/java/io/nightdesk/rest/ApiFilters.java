package io.nightdesk.rest;

import io.nightdesk.LocalizedMessage;
import io.quarkus.vertx.http.ManagementInterface;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Handles requests before and after the resources: rejects ambiguous paths on both ports and cross-site changes, and responds with
 * problem+json where no resource of the API does. The security headers are in {@code application.properties}.
 */
@Singleton
final class ApiFilters {

    private static final String API = "/api";

    /** The OpenAPI document, which the framework serves for any method. */
    private static final String DOCUMENT = "/api/v1/openapi";

    private static final Logger LOG = Logger.getLogger(ApiFilters.class);

    /** Quarkus calls filters of a higher priority first. Paths come before everything else, as all the others depend on them. */
    private static final int PATH_PRIORITY = Integer.MAX_VALUE;

    private static final int PRIORITY = 2_000;

    private final CrossSiteGuard guard;

    @Inject
    ApiFilters(@ConfigProperty(name = "quarkus.http.cors.enabled", defaultValue = "false") boolean corsEnabled) {
        this.guard = new CrossSiteGuard(corsEnabled);
    }

    void register(@Observes Filters filters) {
        filters.register(ApiFilters::rejectAmbiguousPath, PATH_PRIORITY).register(this::filter, PRIORITY);
    }

    void register(@Observes ManagementInterface management) {
        management.router().route().order(-PATH_PRIORITY).handler(ApiFilters::rejectAmbiguousPath);
    }

    void registerFallback(@Observes Router router) {
        router.route(API + "/*")
                .last()
                .handler(request -> respond(request, Problem.of(404)))
                .failureHandler(ApiFilters::respondToFailure);
    }

    private static void rejectAmbiguousPath(RoutingContext request) {
        if (RequestPath.isUnambiguous(request.request().path())) {
            request.next();
            return;
        }
        request.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        end(
                request,
                Problem.of(
                        400,
                        LocalizedMessage.of(
                                "The path is ambiguous: it must not have ; or // or . and .. as segments, and only what"
                                        + " must be percent-encoded may be.",
                                "路径有歧义：不能含有 ;、// 或单独一段的 . 和 ..，也不能对无需编码的字符做百分号编码。")));
    }

    private void filter(RoutingContext request) {
        if (guard.forbids(request.request())) {
            end(
                    request,
                    Problem.of(
                            403,
                            LocalizedMessage.of(
                                    "Pages of other sites may not use the API unless CORS is configured. If this page"
                                            + " is not of another site, the reverse proxy in front of the service has to"
                                            + " forward its scheme and host.",
                                    "未配置 CORS 时，其他网站的页面不能使用本接口。如果这不是其他网站的页面，请让服务前面的反向代理转发协议和主机名。")));
        } else if (request.normalizedPath().equals(DOCUMENT)
                && CrossSiteGuard.isChange(request.request().method())) {
            request.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
            end(request, Problem.of(405));
        } else {
            request.next();
        }
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
        end(request, problem);
    }

    private static void end(RoutingContext request, Problem problem) {
        HttpServerResponse response = request.response();
        if (response.ended() || TruncatedResponse.abortIfStarted(request.request())) {
            return;
        }
        response.setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(problem.toJson(RequestLanguage.of(request.request())));
    }

    private static boolean isApi(RoutingContext request) {
        String path = request.normalizedPath();
        return path.equals(API) || path.startsWith(API + "/");
    }
}
