package io.nightdesk.it.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.nightdesk.frame.Content;
import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Broker;
import io.nightdesk.it.harness.Customers;
import io.nightdesk.it.harness.Deployment;
import io.nightdesk.it.harness.Ports;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Mosquitto with the shipped configuration and ACL; only paths and ports differ. */
@Tag("clients")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AclIT {

    private static final Path SHIPPED = Path.of("deploy", "overlays", "demo", "mosquitto");
    private static final String PASSWORD = "a password of the tests";
    private static final String QUESTION = "怎么退货";

    @RegisterExtension
    private static final Deployment deployment = Deployment.withoutBroker();

    private Broker broker;
    private App app;
    private final List<Customer> connected = new ArrayList<>();

    /** A customer who connects like the chat page, over WebSocket, and records what arrives. */
    private final class Customer {
        private final String uid;
        private final Mqtt3BlockingClient client;
        private final BlockingQueue<Mqtt3Publish> arrived = new LinkedBlockingQueue<>();

        Customer(String uid, String clientId, String password) {
            this.uid = uid;
            client = Mqtt3Client.builder()
                    .identifier(clientId)
                    .serverHost("127.0.0.1")
                    .serverPort(broker.webSocketPort())
                    .webSocketConfig()
                    .serverPath("mqtt")
                    .applyWebSocketConfig()
                    .simpleAuth()
                    .username(uid)
                    .password(password.getBytes(StandardCharsets.UTF_8))
                    .applySimpleAuth()
                    .buildBlocking();
            client.connect();
            connected.add(this);
        }

        Customer subscribe(String... filters) {
            for (String filter : filters) {
                client.toAsync()
                        .subscribeWith()
                        .topicFilter(filter)
                        .qos(MqttQos.EXACTLY_ONCE)
                        .callback(arrived::add)
                        .send()
                        .join();
            }
            return this;
        }

        void publish(String topic, byte[] payload) {
            client.publishWith()
                    .topic(topic)
                    .qos(MqttQos.EXACTLY_ONCE)
                    .payload(payload)
                    .send();
        }

        void ask() {
            publish("PTP", Customers.bytes(Customers.question(uid, QUESTION)));
        }

        /** Returns the topic of the next message. */
        String next() throws InterruptedException {
            Mqtt3Publish next = arrived.poll(20, TimeUnit.SECONDS);
            assertThat(next).as("something for " + uid).isNotNull();
            return next.getTopic().toString();
        }
    }

    @BeforeAll
    void start() throws Exception {
        Path home = deployment.folder();
        Path passwords = home.resolve("passwords");
        Path deskPassword = home.resolve("desk-password");
        Broker.Mosquitto.writePasswords(deskPassword, PASSWORD, List.of("nightdesk"));
        Broker.Mosquitto.writePasswords(passwords, PASSWORD, List.of("c1", "c2", "c3", "c4", "c5", "c6"));
        int port = Ports.free();
        int webSocketPort = Ports.free();
        String settings = Files.readString(SHIPPED.resolve("mosquitto.conf"))
                .replace("listener 1883", "listener " + port + " 127.0.0.1")
                .replace("listener 8083", "listener " + webSocketPort + " 127.0.0.1")
                .replace("/mosquitto/secrets/desk-password", deskPassword.toString())
                .replace("/mosquitto/secrets/passwords", passwords.toString())
                .replace(
                        "/mosquitto/config/acl",
                        SHIPPED.resolve("acl").toAbsolutePath().toString())
                .replace("/mosquitto/data/", home + "/")
                .replace("log_dest stdout", "log_type all")
                .replace("connection_messages false", "");
        broker = deployment.closing(Broker.Mosquitto.with(home.resolve("mosquitto"), port, webSocketPort, settings));
        app = deployment
                .replica("acl", broker)
                .with("NIGHTDESK_BROKER_USERNAME", "nightdesk")
                .with("NIGHTDESK_BROKER_PASSWORD", PASSWORD);
        deployment.startWithSamples(app);
        await().until(() -> app.metric("nightdesk_subscribed") == 1);
    }

    @AfterEach
    void leave() {
        List<Customer> leaving = List.copyOf(connected);
        connected.clear();
        // Some clients disconnect on the answer of Mosquitto 2.0 to a forbidden publish at QoS 2.
        leaving.stream()
                .filter(customer -> customer.client.getState().isConnected())
                .forEach(customer -> customer.client.disconnect());
    }

    @Test
    void aCustomerReadsOnlyTheirOwnReplies() throws Exception {
        // Given
        Customer curious =
                new Customer("c1", "any", PASSWORD).subscribe("PTP/c1", "PTP/c2", "PTP", "PTP/+", "PTP/#", "#");
        Customer other = new Customer("c2", "any", PASSWORD).subscribe("PTP/c2");

        // When
        other.ask();

        // Then
        assertThat(other.next()).isEqualTo("PTP/c2");
        curious.ask();
        assertThat(curious.next()).isEqualTo("PTP/c1");
        assertThat(curious.arrived)
                .allMatch(publish -> publish.getTopic().toString().equals("PTP/c1"));
    }

    @Test
    void aCustomerCannotPublishToOthers() throws Exception {
        // Given
        Customer forger = new Customer("c3", "any", PASSWORD);
        Customer victim = new Customer("c4", "any", PASSWORD).subscribe("PTP/c4");
        byte[] forged = Customers.bytes(Customers.frame(App.DESK, "c4", new Content.Text("content", "x", "")));

        // When
        forger.publish("PTP/c4", forged);

        // Then
        victim.ask();
        assertThat(victim.next()).isEqualTo("PTP/c4");
        assertThat(victim.arrived).isEmpty();
    }

    @Test
    void nobodyCanTakeTheMqttSessionOfTheDesk() throws Exception {
        // Given
        double before = reconnects();

        // When
        Customer thief = new Customer("c5", "nightdesk-" + App.DESK, PASSWORD).subscribe("PTP/c5");

        // Then
        thief.ask();
        assertThat(thief.next()).isEqualTo("PTP/c5");
        assertThat(reconnects()).isEqualTo(before);
        assertThat(app.metric("nightdesk_subscribed")).isEqualTo(1);
        assertThat(app.metric("nightdesk_replies_connected")).isEqualTo(1);
    }

    /** On the listener of the desk, where a client chooses its client id. */
    @Test
    void aCustomerCannotLogInWhereTheDeskDoes() {
        // Given
        Mqtt3BlockingClient thief = Mqtt3Client.builder()
                .identifier("nightdesk-" + App.DESK)
                .serverHost("127.0.0.1")
                .serverPort(broker.port())
                .simpleAuth()
                .username("c5")
                .password(PASSWORD.getBytes(StandardCharsets.UTF_8))
                .applySimpleAuth()
                .buildBlocking();

        // When, then
        assertThatThrownBy(thief::connect).isInstanceOf(Mqtt3ConnAckException.class);
    }

    @Test
    void nobodyConnectsWithAWrongPassword() {
        assertThatThrownBy(() -> new Customer("c6", "any", "another")).isInstanceOf(Mqtt3ConnAckException.class);
    }

    private double reconnects() {
        return app.metric("nightdesk_reconnects_total{link=\"in\"}")
                + app.metric("nightdesk_reconnects_total{link=\"out\"}");
    }
}
