package io.nightdesk.mqtt;

import io.nightdesk.SecretFile;
import io.nightdesk.SecretFile.InvalidFileException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.mqtt.MqttClientOptions;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How the desk and the broker authenticate each other. Files are read for each connection, so that a replaced file takes
 * effect.
 */
final class BrokerCredentials {

    private final MqttConfig.Broker settings;

    BrokerCredentials(MqttConfig.Broker settings) {
        this.settings = settings;
    }

    /** Adds the credentials to the options of a connection; blocks while files are read. */
    MqttClientOptions addTo(MqttClientOptions options) throws InvalidFileException {
        settings.username().ifPresent(options::setUsername);
        Optional<SecretFile> file = file("NIGHTDESK_BROKER_PASSWORD_FILE", settings.passwordFile());
        Optional<String> password = file.isPresent() ? Optional.of(file.get().password()) : settings.password();
        if (password.isPresent()) {
            options.setPassword(requireEncodable(password.get()));
        }
        options.setSsl(settings.tls());
        if (settings.tls()) {
            addTls(options);
        }
        return options;
    }

    private void addTls(MqttClientOptions options) throws InvalidFileException {
        options.setHostnameVerificationAlgorithm(settings.verifyHost() ? "HTTPS" : "");
        Optional<SecretFile> authorities = file("NIGHTDESK_BROKER_CA_FILE", settings.caFile());
        if (authorities.isPresent()) {
            options.setTrustOptions(new PemTrustOptions().addCertValue(pem(authorities.get(), "CERTIFICATE")));
        }
        Optional<SecretFile> certificate = file("NIGHTDESK_BROKER_CERTIFICATE_FILE", settings.certificateFile());
        Optional<SecretFile> key = file("NIGHTDESK_BROKER_KEY_FILE", settings.keyFile());
        if (certificate.isPresent() && key.isPresent()) {
            options.setKeyCertOptions(new PemKeyCertOptions()
                    .addCertValue(pem(certificate.get(), "CERTIFICATE"))
                    .addKeyValue(pem(key.get(), "PRIVATE KEY")));
        }
    }

    private static Buffer pem(SecretFile file, String blockType) throws InvalidFileException {
        return Buffer.buffer(file.pem(blockType));
    }

    private static Optional<SecretFile> file(String setting, Optional<String> path) {
        return path.map(Path::of).map(location -> new SecretFile(setting, location));
    }

    /** The client encodes the password in the platform's charset, but people expect UTF-8. */
    private static String requireEncodable(String password) throws InvalidFileException {
        boolean isAscii = password.chars().allMatch(c -> c < 128);
        if (!isAscii && !Charset.defaultCharset().equals(StandardCharsets.UTF_8)) {
            throw new InvalidFileException("the broker's password is not ASCII: start Java with -Dfile.encoding=UTF-8");
        }
        return password;
    }
}
