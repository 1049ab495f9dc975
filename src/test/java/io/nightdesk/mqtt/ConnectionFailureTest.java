package io.nightdesk.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.DecoderException;
import io.nightdesk.SecretFile;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ConnectionFailureTest {

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(
                        new SecretFile.InvalidFileException("the file in X does not exist"),
                        "the file in X does not exist"),
                Arguments.of(new UnknownHostException("broker"), "unknown host broker: check NIGHTDESK_BROKER_HOST"),
                Arguments.of(
                        new ConnectException("refused"),
                        "no broker answers at broker:8883: check NIGHTDESK_BROKER_HOST and NIGHTDESK_BROKER_PORT, and"
                                + " that the broker is running"),
                Arguments.of(
                        handshake(new CertificateException(
                                "path", new CertPathValidatorException("validity", new CertificateExpiredException()))),
                        "the broker's certificate, or its authority's, has expired: renew it"),
                Arguments.of(
                        handshake(new CertificateException("No subject alternative DNS name matching broker found.")),
                        "the broker's certificate is not for broker: set NIGHTDESK_BROKER_HOST to a name in the"
                                + " certificate"),
                Arguments.of(
                        handshake(new CertificateException("path", new CertPathBuilderException("none"))),
                        "the broker's certificate is not signed by an authority that Java trusts: set"
                                + " NIGHTDESK_BROKER_CA_FILE"),
                Arguments.of(
                        new CertificateException("Could not parse certificate"),
                        "a certificate or key cannot be read: check the files in NIGHTDESK_BROKER_CA_FILE,"
                                + " NIGHTDESK_BROKER_CERTIFICATE_FILE and NIGHTDESK_BROKER_KEY_FILE:"
                                + " CertificateException"),
                Arguments.of(
                        new DecoderException(new SSLException("Received fatal alert: certificate_required")),
                        "the broker rejects the TLS connection: it may require a client certificate,"
                                + " NIGHTDESK_BROKER_CERTIFICATE_FILE and NIGHTDESK_BROKER_KEY_FILE"),
                Arguments.of(
                        new SSLException("Received fatal alert: protocol_version"),
                        "the broker rejects the TLS connection: protocol_version"),
                Arguments.of(
                        handshake(new ClosedChannelException()),
                        "the broker closes the connection during the TLS handshake: check that it uses TLS on port"
                                + " 8883"),
                Arguments.of(new SSLException("secret text"), "TLS handshake with the broker failed: SSLException"),
                Arguments.of(new IllegalStateException("secret text"), "unexpected: IllegalStateException"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void namesTheSettingToCheckAndRepeatsNoForeignText(Throwable failure, String expected) {
        // When
        String reason = new ConnectionFailure(settings(true)).describe(failure, false);

        // Then
        assertThat(reason).isEqualTo(expected);
    }

    @Test
    void suggestsTlsWhenTheBrokersAnswerIsNotMqtt() {
        // When
        String reason = new ConnectionFailure(settings(false)).describe(new DecoderException("no MQTT"), false);

        // Then
        assertThat(reason)
                .isEqualTo("the broker's answer is not MQTT 3.1.1: check NIGHTDESK_BROKER_HOST and"
                        + " NIGHTDESK_BROKER_PORT; it may require NIGHTDESK_BROKER_TLS=true");
    }

    @Test
    void namesNoConnectionSettingWhenAnEstablishedConnectionIsLost() {
        // When
        String reason = new ConnectionFailure(settings(false)).describe(new SocketException("Connection reset"), true);

        // Then
        assertThat(reason).isEqualTo("the connection was lost: the broker or the network closed it");
    }

    private static SSLHandshakeException handshake(Throwable cause) {
        SSLHandshakeException failure = new SSLHandshakeException("handshake");
        failure.initCause(cause);
        return failure;
    }

    static MqttConfig.Broker settings(boolean tls) {
        return settings("broker", 8883, tls, Duration.ofSeconds(10));
    }

    static MqttConfig.Broker settings(String host, int port, boolean tls, Duration keepAlive) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(MqttConfig.class)
                .withDefaultValues(Map.of(
                        "nightdesk.broker.host",
                        host,
                        "nightdesk.broker.port",
                        String.valueOf(port),
                        "nightdesk.broker.tls",
                        String.valueOf(tls),
                        "nightdesk.broker.keep-alive",
                        keepAlive.toString()))
                .build()
                .getConfigMapping(MqttConfig.class)
                .broker();
    }
}
