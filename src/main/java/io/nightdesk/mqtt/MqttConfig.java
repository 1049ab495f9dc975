package io.nightdesk.mqtt;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** The broker and the shutdown; both connections share these settings. */
@ConfigMapping(prefix = "nightdesk")
public interface MqttConfig {

    /** The MQTT client id, shared by all replicas; {@code nightdesk-<customer id>} by default. */
    Optional<
                    @Pattern(
                            regexp = "[\\x21-\\x7e]{1,250}",
                            message = "NIGHTDESK_CLIENT_ID must be 1 to 250 visible ASCII characters")
                    String>
            clientId();

    /** The QoS of replies. */
    @WithDefault("2")
    @Min(value = 1, message = "NIGHTDESK_REPLY_QOS must be 1 or 2, because the broker confirms no QoS 0 publish")
    @Max(value = 2, message = "NIGHTDESK_REPLY_QOS must be 1 or 2")
    int replyQos();

    /**
     * How long a shutdown may take: to process the frames received, wait for the confirmation of their replies, disconnect,
     * and give up the lease. The next leader sends the replies that were not confirmed again.
     */
    @WithDefault("20s")
    @DurationMin(seconds = 1, message = "NIGHTDESK_SHUTDOWN_TIMEOUT must be from 1 second to 10 minutes")
    @DurationMax(minutes = 10, message = "NIGHTDESK_SHUTDOWN_TIMEOUT must be from 1 second to 10 minutes")
    Duration shutdownTimeout();

    Broker broker();

    /** How to reach the broker and to authenticate. */
    @ValidBroker
    interface Broker {
        @WithDefault("localhost")
        @Pattern(
                regexp = "[A-Za-z0-9._-]{1,253}|[0-9A-Fa-f:.]{2,45}",
                message = "NIGHTDESK_BROKER_HOST must be a host name or an IP address without a port; set the port with"
                        + " NIGHTDESK_BROKER_PORT")
        String host();

        @WithDefault("1883")
        @Min(value = 1, message = "NIGHTDESK_BROKER_PORT must be from 1 to 65535")
        @Max(value = 65_535, message = "NIGHTDESK_BROKER_PORT must be from 1 to 65535")
        int port();

        Optional<String> username();

        Optional<String> password();

        /** A file with the password or token, instead of {@link #password}. Read for each connection, because it may change. */
        Optional<String> passwordFile();

        @WithDefault("false")
        boolean tls();

        /** A PEM file with the authorities that may sign the broker's certificate; those of the JDK by default. */
        Optional<String> caFile();

        /** A PEM file with the client certificate and its chain, for a broker that requires one. Read for each connection. */
        Optional<String> certificateFile();

        /** A PEM file with the unencrypted private key of {@link #certificateFile}. Read for each connection. */
        Optional<String> keyFile();

        /**
         * Whether the broker's certificate must be for {@link #host}. If not, anybody with a certificate of the same authority
         * can intercept the connection.
         */
        @WithDefault("true")
        boolean verifyHost();

        /** The MQTT keep-alive interval. */
        @WithDefault("10s")
        @DurationMin(seconds = 1, message = "NIGHTDESK_BROKER_KEEP_ALIVE must be from 1 second to 10 minutes")
        @DurationMax(minutes = 10, message = "NIGHTDESK_BROKER_KEEP_ALIVE must be from 1 second to 10 minutes")
        Duration keepAlive();

        /**
         * How many replies may await confirmation at once. Must not exceed the broker's own limit (Mosquitto {@code
         * max_inflight_messages} 20, EMQX {@code max_awaiting_rel} 100): over MQTT 3.1.1 a broker confirms and drops what
         * exceeds it, or closes the connection.
         */
        @WithDefault("20")
        @Min(value = 1, message = "NIGHTDESK_BROKER_MAX_INFLIGHT must be from 1 to 65535")
        @Max(value = 65_535, message = "NIGHTDESK_BROKER_MAX_INFLIGHT must be from 1 to 65535")
        int maxInflight();

        /**
         * Whether the desk publishes a marker to its inbound topic after it subscribed, to test that the subscription delivers.
         * Disable it if the access rules do not let the desk publish there.
         */
        @WithDefault("true")
        boolean probe();

        /**
         * The largest packet, in bytes, that the client reads whole. Of a larger one it reads the beginning only: the frame is
         * rejected as too large and acknowledged.
         */
        @WithDefault("1048576")
        @Min(value = 262_144, message = "NIGHTDESK_BROKER_MAX_PACKET_BYTES must be from 262144 to 268435455")
        @Max(value = 268_435_455, message = "NIGHTDESK_BROKER_MAX_PACKET_BYTES must be from 262144 to 268435455")
        int maxPacketBytes();
    }
}
