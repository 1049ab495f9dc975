package io.nightdesk.frame;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** The topics that frames are published to. */
@ConfigMapping(prefix = "nightdesk")
public interface TopicConfig {

    /** The topic filter of the subscription. */
    @WithDefault("PTP")
    @Size(min = 1, max = 1_000, message = "NIGHTDESK_TOPIC_IN must have 1 to 1000 characters")
    String topicIn();

    /** The topic that replies are published to; {@code {receiver_uid}} is replaced by the customer's uid. */
    @WithDefault("PTP")
    @Pattern(regexp = "[^+#]+", message = "NIGHTDESK_TOPIC_OUT must be a topic, without + and #")
    String topicOut();
}
