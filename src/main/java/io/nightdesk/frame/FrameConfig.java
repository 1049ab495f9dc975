package io.nightdesk.frame;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;

/** How the shop's clients write the JSON content of a frame. */
@ConfigMapping(prefix = "nightdesk.content")
public interface FrameConfig {

    /** The keys that may hold a text, the first present one counts; a reply to an image uses the first of the list. */
    @WithDefault("content,text,msg")
    List<String> textKeys();

    /** The keys that may hold an image's address, the first present one counts; a reply uses the first of the list. */
    @WithDefault("url,content")
    List<String> imageKeys();

    /** What replies say under {@code networkProvider}. */
    @WithDefault("nightdesk")
    String networkProvider();
}
