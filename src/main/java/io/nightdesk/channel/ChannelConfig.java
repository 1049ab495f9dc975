package io.nightdesk.channel;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.Optional;

/** The broker and the topics; one configuration for both directions. */
@ConfigMapping(prefix = "nightdesk")
public interface ChannelConfig {

    /** The desk's client id, shared by its replicas; {@code nightdesk-<customer id>} by default. */
    Optional<String> clientId();

    /** The topic filter that everyone's frames pass. */
    @WithDefault("PTP")
    String topicIn();

    /** Where replies go; {@code {receiver_uid}} stands for the customer. */
    @WithDefault("PTP")
    @Pattern(regexp = "[^+#]+", message = "NIGHTDESK_TOPIC_OUT must be a topic, without + and #")
    String topicOut();

    @WithDefault("2")
    @Min(value = 1, message = "NIGHTDESK_REPLY_QOS must be 1 or 2: without a confirmation no reply is known to be sent")
    @Max(value = 2, message = "NIGHTDESK_REPLY_QOS must be 1 or 2")
    int replyQos();

    Broker broker();

    /** How to reach the broker. */
    interface Broker {
        @WithDefault("localhost")
        String host();

        @WithDefault("1883")
        int port();

        Optional<String> username();

        Optional<String> password();

        @WithDefault("false")
        boolean tls();

        /** How long a silent connection is believed to live. */
        @WithDefault("10s")
        Duration keepAlive();

        /**
         * How many replies may await their confirmation at once. Not above what the broker allows a client (Mosquitto
         * {@code max_inflight_messages} 20, EMQX {@code max_awaiting_rel} 100): over MQTT 3.1.1 brokers confirm and drop
         * what is beyond it, or end the connection.
         */
        @WithDefault("20")
        @Min(value = 1, message = "NIGHTDESK_BROKER_WINDOW must be 1 or more")
        int window();

        /**
         * The largest packet in bytes that the client takes. Not below the broker's limit: a larger packet ends the
         * connection, and the broker sends it again for ever.
         */
        @WithDefault("16777216")
        int maxPacketBytes();
    }
}
