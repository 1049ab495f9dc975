package io.nightdesk.frame;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Size;
import java.util.List;

/** How the clients of the shop write the JSON content of a frame. */
@ConfigMapping(prefix = "nightdesk.content")
public interface FrameConfig {

    /** The keys that may hold a text. The first one that is not blank is read. A reply to an image uses the first of the list. */
    @WithDefault("content,text,msg")
    @Size(min = 1, max = 10, message = "NIGHTDESK_CONTENT_TEXT_KEYS must name 1 to 10 keys")
    List<String> textKeys();

    /** The keys that may hold an image's address. The first one present is read. A reply uses the first of the list. */
    @WithDefault("url,content")
    @Size(min = 1, max = 10, message = "NIGHTDESK_CONTENT_IMAGE_KEYS must name 1 to 10 keys")
    List<String> imageKeys();

    /** The {@code networkProvider} of replies. */
    @WithDefault("nightdesk")
    @Size(max = 64, message = "NIGHTDESK_CONTENT_NETWORK_PROVIDER must have at most 64 characters")
    String networkProvider();
}
