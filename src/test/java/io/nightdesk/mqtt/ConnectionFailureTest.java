package io.nightdesk.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.DecoderException;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
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
                Arguments.of(new SecretFile.Unfit("the file of X does not exist"), "the file of X does not exist"),
                Arguments.of(
                        new UnknownHostException("broker"), "there is no host broker: check NIGHTDESK_BROKER_HOST"),
                Arguments.of(
                        new ConnectException("refused"),
                        "nothing answers at broker:8883: check NIGHTDESK_BROKER_HOST and _PORT, and whether the broker runs"),
                Arguments.of(
                        handshake(new CertificateException(
                                "path", new CertPathValidatorException("validity", new CertificateExpiredException()))),
                        "the broker's certificate, or its authority's, has expired: it must be renewed"),
                Arguments.of(
                        handshake(new CertificateException("No subject alternative DNS name matching broker found.")),
                        "the broker's certificate is not for broker: NIGHTDESK_BROKER_HOST must be a name that is in it"),
                Arguments.of(
                        handshake(new CertificateException("path", new CertPathBuilderException("none"))),
                        "the broker's certificate is not signed by an authority that Java knows: give its own with"
                                + " NIGHTDESK_BROKER_CA_FILE"),
                Arguments.of(
                        new CertificateException("Could not parse certificate"),
                        "a certificate or key in the files of NIGHTDESK_BROKER_CA_FILE, _CERTIFICATE_FILE or _KEY_FILE cannot"
                                + " be read: CertificateException"),
                Arguments.of(
                        new DecoderException(new SSLException("Received fatal alert: certificate_required")),
                        "the broker refuses the TLS connection: it may want a client certificate,"
                                + " NIGHTDESK_BROKER_CERTIFICATE_FILE and _KEY_FILE"),
                Arguments.of(
                        new SSLException("Received fatal alert: protocol_version"),
                        "the broker refuses the TLS connection: protocol_version"),
                Arguments.of(
                        handshake(new ClosedChannelException()),
                        "the broker ends the connection during the TLS handshake: does it speak TLS on port 8883?"),
                Arguments.of(new SSLException("secret text"), "TLS with the broker fails: SSLException"),
                Arguments.of(new IllegalStateException("secret text"), "unexpected: IllegalStateException"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void saysWhatToLookAtAndNothingOfOthers(Throwable failure, String expected) {
        // When
        String reason = new ConnectionFailure(settings(true)).of(failure, false);

        // Then
        assertThat(reason).isEqualTo(expected);
    }

    @Test
    void guessesThatABrokerWhichHangsUpWantsTls() {
        // When
        String reason = new ConnectionFailure(settings(false)).of(new DecoderException("no MQTT"), false);

        // Then
        assertThat(reason)
                .isEqualTo("the broker ends the connection before it answers: does it want NIGHTDESK_BROKER_TLS=true?");
    }

    @Test
    void blamesNoSettingWhenAConnectionThatWasMadeBreaks() {
        // When
        String reason = new ConnectionFailure(settings(false)).of(new SocketException("Connection reset"), true);

        // Then
        assertThat(reason)
                .isEqualTo("the connection ended: the broker closed it, or was silent for longer than"
                        + " NIGHTDESK_BROKER_KEEP_ALIVE");
    }

    private static SSLHandshakeException handshake(Throwable cause) {
        SSLHandshakeException failure = new SSLHandshakeException("handshake");
        failure.initCause(cause);
        return failure;
    }

    static MqttConfig.Broker settings(boolean tls) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(MqttConfig.class)
                .withDefaultValues(Map.of(
                        "nightdesk.broker.host",
                        "broker",
                        "nightdesk.broker.port",
                        "8883",
                        "nightdesk.broker.tls",
                        String.valueOf(tls),
                        "nightdesk.broker.keep-alive",
                        "PT10S"))
                .build()
                .getConfigMapping(MqttConfig.class)
                .broker();
    }
}
