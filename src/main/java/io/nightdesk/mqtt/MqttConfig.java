package io.nightdesk.mqtt;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** The broker and the topics; one configuration for both directions. */
@ConfigMapping(prefix = "nightdesk")
public interface MqttConfig {

    /** The desk's client id, shared by its replicas; {@code nightdesk-<customer id>} by default. */
    Optional<
                    @Pattern(
                            regexp = "[\\x21-\\x7e]{1,250}",
                            message = "NIGHTDESK_CLIENT_ID must be 1 to 250 visible ASCII characters")
                    String>
            clientId();

    /** The topic filter that everyone's frames pass. */
    @WithDefault("PTP")
    @Size(min = 1, max = 1_000, message = "NIGHTDESK_TOPIC_IN must have 1 to 1000 characters")
    String topicIn();

    /** Where replies go; {@code {receiver_uid}} stands for the customer. */
    @WithDefault("PTP")
    @Pattern(regexp = "[^+#]+", message = "NIGHTDESK_TOPIC_OUT must be a topic, without + and #")
    String topicOut();

    @WithDefault("2")
    @Min(value = 1, message = "NIGHTDESK_REPLY_QOS must be 1 or 2: without a confirmation no reply is known to be sent")
    @Max(value = 2, message = "NIGHTDESK_REPLY_QOS must be 1 or 2")
    int replyQos();

    /**
     * How long a stop may take: to finish the batch in hand, have its replies confirmed, disconnect, and give the lease away.
     * What is not done by then is left to the next replica on duty, which repeats what was not confirmed.
     */
    @WithDefault("20s")
    @DurationMin(seconds = 1, message = "NIGHTDESK_SHUTDOWN_TIMEOUT must be from 1 second to 10 minutes")
    @DurationMax(minutes = 10, message = "NIGHTDESK_SHUTDOWN_TIMEOUT must be from 1 second to 10 minutes")
    Duration shutdownTimeout();

    @ValidBroker
    Broker broker();

    /** How to reach the broker. */
    interface Broker {
        @WithDefault("localhost")
        @Pattern(
                regexp = "[A-Za-z0-9._-]{1,253}|[0-9A-Fa-f:.]{2,45}",
                message =
                        "NIGHTDESK_BROKER_HOST must be a name or an address alone; the port has NIGHTDESK_BROKER_PORT")
        String host();

        @WithDefault("1883")
        @Min(value = 1, message = "NIGHTDESK_BROKER_PORT must be from 1 to 65535")
        @Max(value = 65_535, message = "NIGHTDESK_BROKER_PORT must be from 1 to 65535")
        int port();

        Optional<String> username();

        Optional<String> password();

        /** A file with the password or token instead; read again for each connection, because it may change. */
        Optional<String> passwordFile();

        @WithDefault("false")
        boolean tls();

        /** PEM with the authorities that may have signed the broker's certificate; those of the JDK without it. */
        Optional<String> caFile();

        /** PEM with the client certificate and its chain, for a broker that wants one. Read for each connection, as all files. */
        Optional<String> certificateFile();

        /** PEM with the key of {@link #certificateFile}, not encrypted. */
        Optional<String> keyFile();

        /** Whether the broker's certificate must be for {@link #host}. Without, whoever has any certificate of the authority can listen in. */
        @WithDefault("true")
        boolean verifyHost();

        /** How long a silent connection is believed to live. */
        @WithDefault("10s")
        @DurationMin(seconds = 1, message = "NIGHTDESK_BROKER_KEEP_ALIVE must be from 1 second to 10 minutes")
        @DurationMax(minutes = 10, message = "NIGHTDESK_BROKER_KEEP_ALIVE must be from 1 second to 10 minutes")
        Duration keepAlive();

        /**
         * How many replies may await their confirmation at once. Not above what the broker allows a client (Mosquitto
         * {@code max_inflight_messages} 20, EMQX {@code max_awaiting_rel} 100): over MQTT 3.1.1 brokers confirm and drop
         * what is beyond it, or end the connection.
         */
        @WithDefault("20")
        @Min(value = 1, message = "NIGHTDESK_BROKER_MAX_INFLIGHT must be from 1 to 65535")
        @Max(value = 65_535, message = "NIGHTDESK_BROKER_MAX_INFLIGHT must be from 1 to 65535")
        int maxInflight();

        /**
         * The largest packet in bytes that the client takes. Not below the broker's limit: a larger packet ends the
         * connection, and the broker sends it again for ever.
         */
        @WithDefault("16777216")
        @Min(value = 65_536, message = "NIGHTDESK_BROKER_MAX_PACKET_BYTES must be from 65536 to 268435455")
        @Max(value = 268_435_455, message = "NIGHTDESK_BROKER_MAX_PACKET_BYTES must be from 65536 to 268435455")
        int maxPacketBytes();
    }
}
