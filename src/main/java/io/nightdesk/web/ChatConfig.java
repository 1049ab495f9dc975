package io.nightdesk.web;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Pattern;

/** Whether there is a chat page and how a browser reaches the broker. */
@ConfigMapping(prefix = "nightdesk.chat")
public interface ChatConfig {

    /** Off unless asked for: customers of a shop have their own client, and the page tells who the desk is. */
    @WithDefault("false")
    boolean enabled();

    /** The broker's address for browsers, which the form suggests; {@code {host}} stands for the page's own host. */
    @WithDefault("ws://{host}:8083/mqtt")
    @Pattern(
            regexp = "wss?://[^/\\s]+/\\S*",
            message = "NIGHTDESK_CHAT_WEB_SOCKET_URL must be ws:// or wss:// with a path, /mqtt say")
    String webSocketUrl();
}
