package io.nightdesk.web;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Pattern;

/** The settings of the chat page. */
@ConfigMapping(prefix = "nightdesk.chat")
public interface ChatConfig {

    /** Off by default: a shop's customers have their own client, and the page reveals the id of the desk. */
    @WithDefault("false")
    boolean enabled();

    /** The broker's address for browsers, which the page suggests. {@code {host}} is replaced by the host of the page. */
    @WithDefault("ws://{host}:8083/mqtt")
    @Pattern(
            regexp = "wss?://[^/\\s]+/\\S*",
            message = "NIGHTDESK_CHAT_WEB_SOCKET_URL must be a ws:// or wss:// URL with a path, such as"
                    + " wss://im.example/mqtt")
    String webSocketUrl();
}
