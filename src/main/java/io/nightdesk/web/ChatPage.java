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

/** Serves the chat page. Its files are always packaged; if the page is disabled, requests for them respond with 404. */
@Singleton
@Path("/chat/settings")
@PermitAll
public class ChatPage {

    /** Quarkus calls filters of a higher priority first. */
    private static final int PRIORITY = 1_000;

    private static final int NOT_FOUND = 404;

    private static final String FOLDER = "/chat/";
    private static final String PAGE = FOLDER + "index.html";

    /** A customer may be shown images from anywhere, and the broker has an address of its own. */
    private static final PageFiles FILES = new PageFiles(
            FOLDER,
            "default-src 'self'; img-src 'self' http: https:; connect-src 'self' ws: wss:; object-src 'none';"
                    + " frame-ancestors 'none'; base-uri 'none'; form-action 'none'");

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
        String path = request.normalizedPath();
        if (!isPartOfPage(path)) {
            request.next();
        } else if (config.enabled()) {
            FILES.send(request, path.equals("/") || path.equals("/index.html") ? PAGE : path);
        } else {
            request.response().setStatusCode(NOT_FOUND).end();
        }
    }

    private static boolean isPartOfPage(String path) {
        return path.equals("/") || path.equals("/index.html") || path.equals("/chat") || path.startsWith(FOLDER);
    }
}
