package io.nightdesk.mqtt;

import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.nightdesk.SecretFile;
import io.vertx.mqtt.MqttConnectionException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.PKIXReason;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * Describes why a connection failed, and names the setting to check. Text from the other side never gets into the
 * description.
 */
final class ConnectionFailure {

    /** An established connection was closed. */
    static final String CLOSED = "the connection was lost: the broker or the network closed it";

    /** The same, again and again. */
    static final String CLIENT_ID_CONFLICT =
            "the broker closes the connection again and again, and accepts the next one at once: another client may be using"
                    + " this client id, which only the desk's user may use";

    /** This side closed the connection, because the broker was silent. */
    static final String NO_PING_ANSWER =
            "the connection was lost: the broker sent nothing for longer than NIGHTDESK_BROKER_KEEP_ALIVE";

    private static final int MAX_CAUSES = 20;
    /** The texts of Vert.x for a connection that was closed before CONNACK. */
    private static final Set<String> CLOSED_TEXTS = Set.of("Closed", "Connection was closed");

    /** TLS alerts that reject the client's certificate or report that there is none; RFC 8446, section 6. */
    private static final List<String> CLIENT_CERTIFICATE_ALERTS = List.of(
            "certificate_required",
            "bad_certificate",
            "certificate_expired",
            "certificate_unknown",
            "certificate_revoked",
            "unsupported_certificate",
            "unknown_ca",
            "access_denied",
            "decrypt_error",
            "handshake_failure");

    private static final Pattern ALERT = Pattern.compile("fatal alert: ([a-z_]{1,40})");

    private final MqttConfig.Broker settings;

    ConnectionFailure(MqttConfig.Broker settings) {
        this.settings = settings;
    }

    /** Describes a failed attempt to connect, or the loss of an established connection. */
    String describe(Throwable failure, boolean wasConnected) {
        List<Throwable> causes = causes(failure).toList();
        boolean isTls = causes.stream().anyMatch(SSLException.class::isInstance);
        return causes.stream()
                .map(cause -> describeKnown(cause, isTls))
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> describeTls(causes))
                .or(() -> isNotMqtt(causes) ? Optional.of(notMqtt()) : Optional.empty())
                .or(() -> isClosedByPeer(causes)
                        ? Optional.of(wasConnected ? CLOSED : closedBeforeConnack())
                        : Optional.empty())
                .orElse("unexpected: " + failure.getClass().getSimpleName());
    }

    /** Whether the failure says that the broker, or the network, ended the connection. */
    static boolean isEndedByOtherSide(Throwable failure) {
        return causes(failure).anyMatch(IOException.class::isInstance);
    }

    private String closedBeforeConnack() {
        return "the broker closes the connection before it answers CONNECT: "
                + (settings.tls() ? clientCertificateHint() : "it may require NIGHTDESK_BROKER_TLS=true")
                + ", or refuse the client id or the user in this way: see its log";
    }

    private Optional<String> describeKnown(Throwable cause, boolean isTls) {
        if (cause instanceof SecretFile.InvalidFileException) {
            return Optional.ofNullable(cause.getMessage());
        }
        if (cause instanceof MqttConnectionException rejection) {
            return Optional.of(describeRejection(rejection.code()));
        }
        if (cause instanceof UnknownHostException) {
            return Optional.of("unknown host " + settings.host() + ": check NIGHTDESK_BROKER_HOST");
        }
        if (cause instanceof TooLongFrameException) {
            return Optional.of(
                    "a packet is larger than NIGHTDESK_BROKER_MAX_PACKET_BYTES: set that to the broker's own limit");
        }
        if (cause instanceof ConnectException || cause instanceof NoRouteToHostException || isUnreachable(cause)) {
            return Optional.of("no broker answers at " + settings.host() + ":" + settings.port()
                    + ": check NIGHTDESK_BROKER_HOST and NIGHTDESK_BROKER_PORT, and that the broker is running");
        }
        if (!isTls && cause instanceof GeneralSecurityException) {
            return Optional.of("a certificate or key cannot be read: check the files in NIGHTDESK_BROKER_CA_FILE,"
                    + " NIGHTDESK_BROKER_CERTIFICATE_FILE and NIGHTDESK_BROKER_KEY_FILE: "
                    + cause.getClass().getSimpleName());
        }
        return cause instanceof CertificateException
                        || cause instanceof CertPathBuilderException
                        || cause instanceof CertPathValidatorException
                ? describeCertificate(cause)
                : Optional.empty();
    }

    private static boolean isUnknownAuthority(Throwable failure) {
        return causes(failure)
                .anyMatch(cause -> cause instanceof CertPathBuilderException
                        || (cause instanceof CertPathValidatorException path
                                && (path.getReason() == PKIXReason.NO_TRUST_ANCHOR
                                        || path.getReason() == BasicReason.INVALID_SIGNATURE)));
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(MAX_CAUSES);
    }

    private static boolean isUnreachable(Throwable cause) {
        return cause instanceof SocketException
                && String.valueOf(cause.getMessage()).contains("unreachable");
    }

    private Optional<String> describeCertificate(Throwable cause) {
        // The innermost exception names the cause; the outer ones only say that validation failed.
        for (Throwable inner = cause.getCause(); inner != null; inner = inner.getCause()) {
            if (inner instanceof CertificateException || inner instanceof CertPathValidatorException) {
                return describeCertificate(inner);
            }
        }
        if (cause instanceof CertificateExpiredException) {
            return Optional.of("the broker's certificate, or its authority's, has expired: renew it");
        }
        if (cause instanceof CertificateNotYetValidException) {
            return Optional.of("the broker's certificate is not valid yet: check the clocks of both machines");
        }
        String message = String.valueOf(cause.getMessage());
        if (message.startsWith("No subject alternative") || message.startsWith("No name matching")) {
            return Optional.of("the broker's certificate is not for " + settings.host()
                    + ": set NIGHTDESK_BROKER_HOST to a name in the certificate");
        }
        if (!isUnknownAuthority(cause)) {
            return Optional.of(
                    "the broker's certificate is not valid: " + cause.getClass().getSimpleName());
        }
        return Optional.of("the broker's certificate is not signed by "
                + (settings.caFile().isPresent()
                        ? "an authority in NIGHTDESK_BROKER_CA_FILE"
                        : "an authority that Java trusts: set NIGHTDESK_BROKER_CA_FILE"));
    }

    private Optional<String> describeTls(List<Throwable> causes) {
        if (causes.stream().noneMatch(SSLException.class::isInstance)) {
            return Optional.empty();
        }
        Optional<String> alert = causes.stream()
                .map(cause -> ALERT.matcher(String.valueOf(cause.getMessage())))
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst();
        if (alert.isPresent()) {
            return Optional.of(
                    CLIENT_CERTIFICATE_ALERTS.contains(alert.get())
                            ? "the broker rejects the TLS connection: " + clientCertificateHint()
                            : "the broker rejects the TLS connection: " + alert.get());
        }
        boolean isNotTls = causes.stream()
                .anyMatch(cause -> cause instanceof ClosedChannelException
                        || cause.getClass().getSimpleName().equals("NotSslRecordException"));
        return Optional.of(
                isNotTls
                        ? "the broker closes the connection during the TLS handshake: check that it uses TLS on port "
                                + settings.port()
                        : "TLS handshake with the broker failed: "
                                + causes.get(causes.size() - 1).getClass().getSimpleName());
    }

    private static boolean isClosedByPeer(List<Throwable> causes) {
        return causes.stream()
                .anyMatch(cause ->
                        cause instanceof IOException || CLOSED_TEXTS.contains(String.valueOf(cause.getMessage())));
    }

    /** The decoder reports an unknown return code as an illegal argument. */
    private static boolean isNotMqtt(List<Throwable> causes) {
        return causes.stream().noneMatch(IOException.class::isInstance)
                && causes.stream()
                        .anyMatch(cause ->
                                cause instanceof DecoderException || cause instanceof IllegalArgumentException);
    }

    private String notMqtt() {
        return "the broker's answer is not MQTT 3.1.1: check NIGHTDESK_BROKER_HOST and NIGHTDESK_BROKER_PORT"
                + (settings.tls() ? "" : "; it may require NIGHTDESK_BROKER_TLS=true");
    }

    private String clientCertificateHint() {
        return settings.certificateFile().isPresent()
                ? "it rejects the certificate in NIGHTDESK_BROKER_CERTIFICATE_FILE, which may have expired, be signed"
                        + " by another authority, or not match NIGHTDESK_BROKER_KEY_FILE"
                : "it may require a client certificate, NIGHTDESK_BROKER_CERTIFICATE_FILE and"
                        + " NIGHTDESK_BROKER_KEY_FILE";
    }

    private String describeRejection(MqttConnectReturnCode code) {
        return switch (code) {
            case CONNECTION_REFUSED_UNACCEPTABLE_PROTOCOL_VERSION, CONNECTION_REFUSED_UNSUPPORTED_PROTOCOL_VERSION ->
                "the broker does not accept MQTT 3.1.1";
            case CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD, CONNECTION_REFUSED_BAD_USERNAME_OR_PASSWORD ->
                "the broker rejects the user name or password: " + userHint();
            case CONNECTION_REFUSED_NOT_AUTHORIZED, CONNECTION_REFUSED_NOT_AUTHORIZED_5 ->
                "the broker rejects the user name or password: " + userHint()
                        + ", and that this user may use the client id";
            case CONNECTION_REFUSED_IDENTIFIER_REJECTED, CONNECTION_REFUSED_CLIENT_IDENTIFIER_NOT_VALID ->
                "the broker rejects the client id: check NIGHTDESK_CLIENT_ID, and that this user may use it";
            case CONNECTION_REFUSED_SERVER_UNAVAILABLE,
                    CONNECTION_REFUSED_SERVER_UNAVAILABLE_5,
                    CONNECTION_REFUSED_SERVER_BUSY -> "the broker reports that it is unavailable";
            default -> "the broker rejects the connection: " + code;
        };
    }

    private String userHint() {
        return "check NIGHTDESK_BROKER_USERNAME and "
                + (settings.passwordFile().isPresent()
                        ? "the file in NIGHTDESK_BROKER_PASSWORD_FILE"
                        : "NIGHTDESK_BROKER_PASSWORD");
    }
}
