package io.nightdesk.mqtt;

import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Says why there is no connection, in words that tell what to look at. No text of others gets into it. */
final class ConnectionFailure {

    private static final int MOST_CAUSES = 20;

    /** Alerts of TLS by which a broker says that it did not like the client's certificate, or missed one; RFC 8446, 6. */
    private static final List<String> ABOUT_OUR_CERTIFICATE = List.of(
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

    /** Of an attempt that failed, or a connection that broke once it was made. */
    String of(Throwable failure, boolean wasConnected) {
        List<Throwable> causes = causes(failure).toList();
        boolean isOfTls = causes.stream().anyMatch(SSLException.class::isInstance);
        return causes.stream()
                .map(cause -> known(cause, isOfTls))
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> tls(causes))
                .or(() -> isEnd(causes) ? Optional.of(closed(wasConnected)) : Optional.empty())
                .orElse("unexpected: " + failure.getClass().getSimpleName());
    }

    /** The broker ended the connection, or broke off an attempt. */
    String closed(boolean wasConnected) {
        if (wasConnected) {
            return "the connection ended: the broker closed it, or was silent for longer than NIGHTDESK_BROKER_KEEP_ALIVE";
        }
        return settings.tls()
                ? "the broker ends the connection before it answers: " + ourCertificate()
                : "the broker ends the connection before it answers: does it want NIGHTDESK_BROKER_TLS=true?";
    }

    private Optional<String> known(Throwable cause, boolean isOfTls) {
        if (cause instanceof SecretFile.Unfit) {
            return Optional.ofNullable(cause.getMessage());
        }
        if (cause instanceof MqttConnectionException refused) {
            return Optional.of(refused(refused.code()));
        }
        if (cause instanceof UnknownHostException) {
            return Optional.of("there is no host " + settings.host() + ": check NIGHTDESK_BROKER_HOST");
        }
        if (cause instanceof TooLongFrameException) {
            return Optional.of(
                    "a packet is larger than NIGHTDESK_BROKER_MAX_PACKET_BYTES: set that to the broker's own limit");
        }
        if (cause instanceof ConnectException || cause instanceof NoRouteToHostException || isUnreachable(cause)) {
            return Optional.of("nothing answers at " + settings.host() + ":" + settings.port()
                    + ": check NIGHTDESK_BROKER_HOST and _PORT, and whether the broker runs");
        }
        if (!isOfTls && cause instanceof GeneralSecurityException) {
            return Optional.of(
                    "a certificate or key in the files of NIGHTDESK_BROKER_CA_FILE, _CERTIFICATE_FILE or _KEY_FILE"
                            + " cannot be read: " + cause.getClass().getSimpleName());
        }
        return cause instanceof CertificateException
                        || cause instanceof CertPathBuilderException
                        || cause instanceof CertPathValidatorException
                ? certificate(cause)
                : Optional.empty();
    }

    private static boolean isOfForeignAuthority(Throwable failure) {
        return causes(failure)
                .anyMatch(cause -> cause instanceof CertPathBuilderException
                        || (cause instanceof CertPathValidatorException path
                                && (path.getReason() == PKIXReason.NO_TRUST_ANCHOR
                                        || path.getReason() == BasicReason.INVALID_SIGNATURE)));
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(MOST_CAUSES);
    }

    private static boolean isUnreachable(Throwable cause) {
        return cause instanceof SocketException
                && String.valueOf(cause.getMessage()).contains("unreachable");
    }

    private Optional<String> certificate(Throwable cause) {
        // The one that says what is wrong with a path is inside of the one that says that something is.
        for (Throwable inner = cause.getCause(); inner != null; inner = inner.getCause()) {
            if (inner instanceof CertificateException || inner instanceof CertPathValidatorException) {
                return certificate(inner);
            }
        }
        if (cause instanceof CertificateExpiredException) {
            return Optional.of("the broker's certificate, or its authority's, has expired: it must be renewed");
        }
        if (cause instanceof CertificateNotYetValidException) {
            return Optional.of("the broker's certificate is not valid yet: check the clocks of both machines");
        }
        String message = String.valueOf(cause.getMessage());
        if (message.startsWith("No subject alternative") || message.startsWith("No name matching")) {
            return Optional.of("the broker's certificate is not for " + settings.host()
                    + ": NIGHTDESK_BROKER_HOST must be a name that is in it");
        }
        if (!isOfForeignAuthority(cause)) {
            return Optional.of("the broker's certificate is not acceptable: "
                    + cause.getClass().getSimpleName());
        }
        return Optional.of("the broker's certificate is not signed by "
                + (settings.caFile().isPresent()
                        ? "an authority in the file of NIGHTDESK_BROKER_CA_FILE"
                        : "an authority that Java knows: give its own with NIGHTDESK_BROKER_CA_FILE"));
    }

    private Optional<String> tls(List<Throwable> causes) {
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
                    ABOUT_OUR_CERTIFICATE.contains(alert.get())
                            ? "the broker refuses the TLS connection: " + ourCertificate()
                            : "the broker refuses the TLS connection: " + alert.get());
        }
        boolean noTls = causes.stream()
                .anyMatch(cause -> cause instanceof ClosedChannelException
                        || cause.getClass().getSimpleName().equals("NotSslRecordException"));
        return Optional.of(
                noTls
                        ? "the broker ends the connection during the TLS handshake: does it speak TLS on port "
                                + settings.port() + "?"
                        : "TLS with the broker fails: "
                                + causes.get(causes.size() - 1).getClass().getSimpleName());
    }

    /** The other side hung up, or sent what is no MQTT. */
    private static boolean isEnd(List<Throwable> causes) {
        return causes.stream()
                .anyMatch(cause -> cause instanceof IOException
                        || cause instanceof DecoderException
                        || "Connection was closed".equals(cause.getMessage()));
    }

    private String ourCertificate() {
        return settings.certificateFile().isPresent()
                ? "it does not take the certificate of NIGHTDESK_BROKER_CERTIFICATE_FILE (expired? of another authority? not"
                        + " with the key of NIGHTDESK_BROKER_KEY_FILE?)"
                : "it may want a client certificate, NIGHTDESK_BROKER_CERTIFICATE_FILE and _KEY_FILE";
    }

    private String refused(MqttConnectReturnCode code) {
        return switch (code) {
            case CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD, CONNECTION_REFUSED_NOT_AUTHORIZED ->
                "the broker refuses the"
                        + " user or its password: check NIGHTDESK_BROKER_USERNAME and "
                        + (settings.passwordFile().isPresent()
                                ? "the file of NIGHTDESK_BROKER_PASSWORD_FILE"
                                : "NIGHTDESK_BROKER_PASSWORD");
            case CONNECTION_REFUSED_IDENTIFIER_REJECTED ->
                "the broker refuses the client id: check NIGHTDESK_CLIENT_ID";
            case CONNECTION_REFUSED_SERVER_UNAVAILABLE -> "the broker says that it is not available";
            default -> "the broker refuses the connection: " + code;
        };
    }
}
