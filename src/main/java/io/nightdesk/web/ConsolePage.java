package io.nightdesk.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Serves the console. Its files contain nothing secret: what it shows comes from the API, which asks for a login. Paths below
 * {@code /console/} that are no file are views of the console, which one page shows.
 */
@Singleton
public class ConsolePage {

    /** Quarkus calls filters of a higher priority first. */
    private static final int PRIORITY = 1_000;

    private static final int FOUND = 302;
    private static final String FOLDER = "/console/";
    private static final String PAGE = FOLDER + "index.html";

    /** Styles and scripts come from files only. Images of rules may be on other servers; those of Element Plus are data. */
    private static final PageFiles FILES = new PageFiles(
            FOLDER,
            "default-src 'self'; img-src 'self' https: data:; object-src 'none'; frame-ancestors 'none'; base-uri 'none';"
                    + " form-action 'none'");

    void register(@Observes Filters filters) {
        filters.register(ConsolePage::filter, PRIORITY);
    }

    private static void filter(RoutingContext request) {
        String path = request.normalizedPath();
        if (path.equals("/console")) {
            request.response()
                    .setStatusCode(FOUND)
                    .putHeader(HttpHeaders.LOCATION, FOLDER)
                    .end();
        } else if (path.startsWith(FOLDER)) {
            FILES.send(request, FILES.isAsset(path) ? path : PAGE);
        } else {
            request.next();
        }
    }
}
