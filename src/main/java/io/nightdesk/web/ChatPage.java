package io.nightdesk.web;

import io.nightdesk.IdentityConfig;
import io.nightdesk.mqtt.MqttConfig;
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

/** Serves the page where it is enabled. The files are in the package everywhere; where it is not, they are not found. */
@Singleton
@Path("/chat/settings")
@PermitAll
public class ChatPage {

    private static final int BEFORE_ALL_ELSE = 1_000;
    private static final int NOT_FOUND = 404;

    /**
     * Vue's templates and protobufjs' codecs are compiled in the browser, which is what {@code unsafe-eval} is for. Names
     * of files stay the same over releases, so browsers must ask.
     */
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'self'; script-src 'self' 'unsafe-eval'; img-src 'self' http: https:;"
                    + " connect-src 'self' ws: wss:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "Cache-Control",
            "no-cache");

    private final ChatConfig config;
    private final Settings settings;

    /** What the page must know of this service. */
    public record Settings(String deskUid, String webSocketUrl, String topicIn, String topicOut) {}

    @Inject
    ChatPage(ChatConfig config, IdentityConfig desk, MqttConfig channel) {
        this.config = config;
        this.settings = new Settings(desk.customerId(), config.webSocketUrl(), channel.topicIn(), channel.topicOut());
    }

    /** For the page's own script. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Settings settings() {
        return settings;
    }

    void guard(@Observes Filters filters) {
        filters.register(this::guard, BEFORE_ALL_ELSE);
    }

    private void guard(RoutingContext request) {
        if (!isPartOfThePage(request.normalizedPath())) {
            request.next();
        } else if (config.enabled()) {
            HEADERS.forEach(request.response()::putHeader);
            request.next();
        } else {
            request.response().setStatusCode(NOT_FOUND).end();
        }
    }

    private static boolean isPartOfThePage(String path) {
        return path.equals("/") || path.equals("/index.html") || path.equals("/chat") || path.startsWith("/chat/");
    }
}
