package io.nightdesk.it.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Broker;
import io.nightdesk.it.harness.CertificateAuthority;
import io.nightdesk.it.harness.CertificateAuthority.Certified;
import io.nightdesk.it.harness.Customers;
import io.nightdesk.it.harness.Deployment;
import io.nightdesk.it.harness.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * TLS, certificates and passwords between the desk and its broker, and what the operator reads when the connection fails. The
 * broker has a second listener without them for the test's customers.
 */
@Tag("clients")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BrokerSecurityIT {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String USER = "nightdesk";
    private static final String PASSWORD = "pässwörd-夜";

    @RegisterExtension
    private static final Deployment deployment = Deployment.withoutBroker();

    private final Path home = deployment.folder();
    private CertificateAuthority ours;
    private CertificateAuthority foreign;
    private int tests;

    /** The files of broker and desk; tests replace them. */
    private Certified brokerCertificate;

    private Certified deskCertificate;
    private Path passwordFile;

    private Broker.Mosquitto broker;
    private App app;

    @BeforeAll
    void prepare() throws Exception {
        ours = new CertificateAuthority(home.resolve("ours"));
        foreign = new CertificateAuthority(home.resolve("foreign"));
        App migrating = deployment.replica("security-prepare", deployment.closing(new Broker.Embedded()));
        deployment.startWithSamples(migrating);
        migrating.stop();
        Broker.Mosquitto.writePasswords(home.resolve("hashes"), PASSWORD, List.of(USER));
    }

    @BeforeEach
    void createFiles() throws Exception {
        Path files = Files.createDirectories(home.resolve("files-" + ++tests));
        brokerCertificate = new Certified(files.resolve("broker.pem"), files.resolve("broker.key"));
        deskCertificate = new Certified(files.resolve("desk.pem"), files.resolve("desk.key"));
        ours.certify("localhost").replace(brokerCertificate);
        ours.certify("desk").replace(deskCertificate);
        passwordFile = Files.writeString(files.resolve("password"), PASSWORD + "\n");
    }

    @AfterEach
    void stop() throws Exception {
        app.stop();
    }

    @Test
    void answersOverTlsWithAPasswordFromAFile() throws Exception {
        // Given
        broker = tlsBroker("");
        app = tlsApp();

        // When
        app.start();

        // Then
        assertAnswers();
    }

    @Test
    void answersWithAClientCertificate() throws Exception {
        // Given
        broker = tlsBroker("require_certificate true");
        app = withCertificate(tlsApp());

        // When
        app.start();

        // Then
        assertAnswers();
    }

    @Test
    void reportsThatAClientCertificateIsMissing() throws Exception {
        // Given
        broker = tlsBroker("require_certificate true");
        app = tlsApp();

        // When
        app.start();

        // Then
        assertReports(
                "it may require a client certificate, NIGHTDESK_BROKER_CERTIFICATE_FILE and NIGHTDESK_BROKER_KEY_FILE");
    }

    Stream<Arguments> clientCertificates() throws Exception {
        return Stream.of(
                Arguments.of("foreign", foreign.certify("desk")), Arguments.of("expired", ours.certifyExpired("desk")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clientCertificates")
    void recoversFromAWrongClientCertificateOnceItsFilesAreReplaced(String kind, Certified wrong) throws Exception {
        // Given
        wrong.replace(deskCertificate);
        broker = tlsBroker("require_certificate true");
        app = withCertificate(tlsApp()).start();
        assertReports("it rejects the certificate in NIGHTDESK_BROKER_CERTIFICATE_FILE");

        // When
        ours.certify("desk").replace(deskCertificate);

        // Then
        assertAnswers();
    }

    Stream<Arguments> brokerCertificates() throws Exception {
        return Stream.of(
                Arguments.of(
                        foreign.certify("localhost"),
                        "the broker's certificate is not signed by an authority in NIGHTDESK_BROKER_CA_FILE"),
                Arguments.of(
                        ours.certifyExpired("localhost"), "the broker's certificate, or its authority's, has expired"),
                Arguments.of(
                        ours.certify("elsewhere"),
                        "the broker's certificate is not for localhost: set NIGHTDESK_BROKER_HOST to a name in the"
                                + " certificate"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("brokerCertificates")
    void recoversFromAWrongCertificateOfTheBrokerOnceThatIsReplaced(Certified wrong, String reason) throws Exception {
        // Given
        wrong.replace(brokerCertificate);
        broker = tlsBroker("");
        app = tlsApp().start();
        assertReports(reason);

        // When
        broker.stop();
        ours.certify("localhost").replace(brokerCertificate);
        broker.start();

        // Then
        assertAnswers();
    }

    @Test
    void acceptsACertificateForAnotherHostWhenVerificationIsOff() throws Exception {
        // Given
        ours.certify("elsewhere").replace(brokerCertificate);
        broker = tlsBroker("");
        app = tlsApp().with("NIGHTDESK_BROKER_VERIFY_HOST", "false");

        // When
        app.start();

        // Then
        assertAnswers();
        assertThat(app.logText()).contains("The broker's host name is not verified");
    }

    @Test
    void recoversFromAWrongPasswordOnceItsFileIsReplaced() throws Exception {
        // Given
        Files.writeString(passwordFile, "a wrong one");
        broker = tlsBroker("");
        app = tlsApp().start();
        assertReports("the broker rejects the user name or password: check NIGHTDESK_BROKER_USERNAME and the file in"
                + " NIGHTDESK_BROKER_PASSWORD_FILE");

        // When
        Files.writeString(passwordFile, PASSWORD);

        // Then
        assertAnswers();
        assertThat(app.logText()).doesNotContain("a wrong one", PASSWORD);
    }

    @Test
    void recoversFromAMissingPasswordFileOnceItExists() throws Exception {
        // Given
        Files.delete(passwordFile);
        broker = tlsBroker("");
        app = tlsApp().start();
        assertReports("the file in NIGHTDESK_BROKER_PASSWORD_FILE does not exist");

        // When
        Files.writeString(passwordFile, PASSWORD);

        // Then
        assertAnswers();
    }

    @Test
    void reportsThatTheBrokerDoesNotSpeakTls() throws Exception {
        // Given
        broker = tlsBroker("");
        app = tlsApp().with("NIGHTDESK_BROKER_PORT", String.valueOf(broker.webSocketPort()));

        // When
        app.start();

        // Then
        assertReports("check that it uses TLS on port " + broker.webSocketPort());
    }

    @Test
    void reportsThatTheBrokerExpectsTls() throws Exception {
        // Given
        broker = tlsBroker("");
        app = deployment.replica("desk", broker);

        // When
        app.start();

        // Then
        assertReports("it may require NIGHTDESK_BROKER_TLS=true");
    }

    private Broker.Mosquitto tlsBroker(String more) throws Exception {
        int port = Ports.free();
        int open = Ports.free();
        return deployment.closing(Broker.Mosquitto.with(
                Files.createDirectories(home.resolve("mosquitto-" + tests)), port, open, """
                per_listener_settings true
                listener %d 127.0.0.1
                certfile %s
                keyfile %s
                cafile %s
                password_file %s
                allow_anonymous false
                %s
                listener %d 127.0.0.1
                allow_anonymous true
                """.formatted(
                                port,
                                brokerCertificate.certificate(),
                                brokerCertificate.key(),
                                ours.certificate(),
                                home.resolve("hashes"),
                                more,
                                open)));
    }

    private App tlsApp() {
        return deployment
                .replica("desk", broker)
                .with("NIGHTDESK_BROKER_TLS", "true")
                .with("NIGHTDESK_BROKER_CA_FILE", ours.certificate().toString())
                .with("NIGHTDESK_BROKER_USERNAME", USER)
                .with("NIGHTDESK_BROKER_PASSWORD_FILE", passwordFile.toString());
    }

    private App withCertificate(App app) {
        return app.with(
                        "NIGHTDESK_BROKER_CERTIFICATE_FILE",
                        deskCertificate.certificate().toString())
                .with("NIGHTDESK_BROKER_KEY_FILE", deskCertificate.key().toString());
    }

    private void assertAnswers() throws Exception {
        await("subscribed").atMost(PATIENCE).until(() -> app.metric("nightdesk_subscribed") == 1 && app.isReady());
        try (Customers customers = new Customers(broker.webSocketPort())) {
            assertThat(customers.ask(Customers.somebody(), "怎么退货")).contains("退货");
        }
    }

    /** The app is live and not ready, and names the reason in its readiness and its log. */
    private void assertReports(String reason) {
        await(reason)
                .atMost(PATIENCE)
                .until(() -> app.health("ready") == 503
                        && app.body("/q/health/ready").contains(reason));
        assertThat(app.logText()).contains(reason);
        assertThat(app.health("live")).isEqualTo(200);
    }
}
