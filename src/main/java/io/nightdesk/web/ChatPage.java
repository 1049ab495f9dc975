package io.nightdesk.web;

import io.nightdesk.IdentityConfig;
import io.nightdesk.frame.TopicConfig;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;

/** Serves the chat page. Its files are always packaged; if the page is disabled, requests for them respond with 404. */
@Singleton
@Path("/chat/settings")
@PermitAll
public class ChatPage {

    /** Quarkus calls filters of a higher priority first. */
    private static final int PRIORITY = 1_000;

    private static final int NOT_FOUND = 404;

    /**
     * These replace the headers that are set for all paths. {@code unsafe-eval} is needed because Vue and protobufjs compile
     * templates and codecs in the browser. Browsers must revalidate, because file names do not change between releases.
     */
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'self'; script-src 'self' 'unsafe-eval'; img-src 'self' http: https:;"
                    + " connect-src 'self' ws: wss:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
            "Cache-Control",
            "no-cache");

    private final ChatConfig config;
    private final Settings settings;

    /** What the page needs to know about the desk and the broker. */
    public record Settings(String deskUid, String webSocketUrl, String topicIn, String topicOut) {}

    @Inject
    ChatPage(ChatConfig config, IdentityConfig identity, TopicConfig topics) {
        this.config = config;
        this.settings = new Settings(identity.customerId(), config.webSocketUrl(), topics.topicIn(), topics.topicOut());
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Settings settings() {
        return settings;
    }

    void register(@Observes Filters filters) {
        filters.register(this::filter, PRIORITY);
    }

    private void filter(RoutingContext request) {
        if (!isPartOfPage(request.normalizedPath())) {
            request.next();
        } else if (config.enabled()) {
            HEADERS.forEach(request.response()::putHeader);
            request.next();
        } else {
            request.response().setStatusCode(NOT_FOUND).end();
        }
    }

    private static boolean isPartOfPage(String path) {
        return path.equals("/") || path.equals("/index.html") || path.equals("/chat") || path.startsWith("/chat/");
    }
}
