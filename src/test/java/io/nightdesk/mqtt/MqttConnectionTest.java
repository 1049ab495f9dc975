package io.nightdesk.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.nightdesk.mqtt.ScriptedBroker.Connection;
import io.nightdesk.mqtt.ScriptedBroker.Script;
import io.vertx.core.Vertx;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MqttConnectionTest {

    private final Vertx vertx = Vertx.vertx();
    private final CountDownLatch readingBegan = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    @AfterEach
    void close() {
        released.countDown();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** A replica that lost and regained leadership meanwhile must not be without both a connection and a reason. */
    @Test
    void reportsThatCredentialsAreStillBeingReadWhenReopened() throws Exception {
        // Given
        MqttConnection connection = new MqttConnection(
                "test",
                vertx,
                vertx.getOrCreateContext(),
                ConnectionFailureTest.settings(true),
                this::hang,
                new NoOpListener(),
                new SimpleMeterRegistry(),
                MqttConnection.INITIAL_BACKOFF);
        connection.open(() -> true);
        readingBegan.await();
        connection.close().toCompletionStage().toCompletableFuture().join();
        Optional<String> reasonWhenClosed = connection.failureReason();

        // When
        connection.open(() -> true);

        // Then
        await().until(() -> connection.failureReason().equals(Optional.of(MqttConnection.READING_CREDENTIALS)));
        assertThat(reasonWhenClosed).isEmpty();
    }

    static Stream<Arguments> endings() {
        return Stream.of(
                argumentSet(
                        "closed before CONNACK",
                        onConnect(Connection::close),
                        "the broker closes the connection before it answers CONNECT: it may require"
                                + " NIGHTDESK_BROKER_TLS=true, or refuse the client id or the user in this way: see its"
                                + " log"),
                argumentSet(
                        "reset before CONNACK",
                        onConnect(Connection::reset),
                        "the broker closes the connection before it answers CONNECT: it may require"
                                + " NIGHTDESK_BROKER_TLS=true, or refuse the client id or the user in this way: see its"
                                + " log"),
                argumentSet(
                        "no MQTT 3.1.1",
                        refusal(MqttConnectReturnCode.CONNECTION_REFUSED_UNACCEPTABLE_PROTOCOL_VERSION),
                        "the broker does not accept MQTT 3.1.1"),
                argumentSet(
                        "client id rejected",
                        refusal(MqttConnectReturnCode.CONNECTION_REFUSED_IDENTIFIER_REJECTED),
                        "the broker rejects the client id: check NIGHTDESK_CLIENT_ID, and that this user may use it"),
                argumentSet(
                        "unavailable",
                        refusal(MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE),
                        "the broker reports that it is unavailable"),
                argumentSet(
                        "wrong password",
                        refusal(MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD),
                        "the broker rejects the user name or password: check NIGHTDESK_BROKER_USERNAME and"
                                + " NIGHTDESK_BROKER_PASSWORD"),
                argumentSet(
                        "not authorised",
                        refusal(MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED),
                        "the broker rejects the user name or password: check NIGHTDESK_BROKER_USERNAME and"
                                + " NIGHTDESK_BROKER_PASSWORD, and that this user may use the client id"),
                argumentSet(
                        "unknown return code",
                        onConnect(connection -> connection.sendRaw(new byte[] {0x20, 2, 0, 99})),
                        "the broker's answer is not MQTT 3.1.1: check NIGHTDESK_BROKER_HOST and NIGHTDESK_BROKER_PORT;"
                                + " it may require NIGHTDESK_BROKER_TLS=true"),
                argumentSet(
                        "no MQTT at all",
                        onConnect(connection ->
                                connection.sendRaw("HTTP/1.1 400 Bad Request".getBytes(StandardCharsets.UTF_8))),
                        "the broker's answer is not MQTT 3.1.1: check NIGHTDESK_BROKER_HOST and NIGHTDESK_BROKER_PORT;"
                                + " it may require NIGHTDESK_BROKER_TLS=true"),
                argumentSet(
                        "closed later",
                        onConnect(connection -> {
                            connection.acceptConnect();
                            connection.close();
                        }),
                        "the connection was lost: the broker or the network closed it"));
    }

    private static Script onConnect(Consumer<Connection> action) {
        return new Script() {
            @Override
            public void connect(Connection connection, MqttConnectMessage packet) {
                action.accept(connection);
            }
        };
    }

    private static Script refusal(MqttConnectReturnCode code) {
        return onConnect(connection -> {
            connection.answerConnect(code, false);
            connection.close();
        });
    }

    private MqttConnection connection(ScriptedBroker broker, Duration keepAlive, MqttConnection.Listener listener) {
        MqttConfig.Broker settings = ConnectionFailureTest.settings("127.0.0.1", broker.port(), false, keepAlive);
        return new MqttConnection(
                "test",
                vertx,
                vertx.getOrCreateContext(),
                settings,
                new ConnectionOptions(settings, "client", true),
                listener,
                new SimpleMeterRegistry(),
                MqttConnection.INITIAL_BACKOFF);
    }

    @ParameterizedTest
    @MethodSource("endings")
    void tellsWhyAnAttemptToConnectFailedOrTheConnectionEnded(Script script, String expected) {
        // Given
        try (ScriptedBroker broker = new ScriptedBroker(script)) {
            MqttConnection connection = connection(broker, Duration.ofSeconds(10), new NoOpListener());

            // When
            connection.open(() -> true);

            // Then
            await().until(() -> connection.failureReason().isPresent());
            assertThat(connection.failureReason()).contains(expected);
        }
    }

    @Test
    void tellsASilentBrokerFromOneThatClosesTheConnection() {
        // Given
        List<String> calls = new CopyOnWriteArrayList<>();
        Script silent = new Script() {
            @Override
            public void ping(Connection connection) {}
        };
        try (ScriptedBroker broker = new ScriptedBroker(silent)) {
            MqttConnection connection = connection(broker, Duration.ofSeconds(1), new NoOpListener() {
                @Override
                public Optional<String> endedByBroker() {
                    calls.add("ended by the broker");
                    return Optional.empty();
                }
            });

            // When
            connection.open(() -> true);

            // Then
            await().until(() -> connection.failureReason().isPresent());
            assertThat(connection.failureReason())
                    .contains("the connection was lost: the broker sent nothing for longer than"
                            + " NIGHTDESK_BROKER_KEEP_ALIVE");
            assertThat(calls).isEmpty();
        }
    }

    @Test
    void keepsAnIdleConnectionAlive() {
        // Given
        AtomicInteger answered = new AtomicInteger();
        try (ScriptedBroker broker = new ScriptedBroker(new Script() {})) {
            MqttConnection connection = connection(broker, Duration.ofSeconds(1), new NoOpListener() {
                @Override
                public void pingAnswered() {
                    answered.incrementAndGet();
                }
            });

            // When
            connection.open(() -> true);

            // Then
            await().until(() -> answered.get() >= 3);
            assertThat(broker.connections()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void namesTheLikelyReasonWhenTheBrokerEndsTheConnection(boolean byReset) {
        // Given
        Script ending = onConnect(connection -> {
            connection.acceptConnect();
            vertx.setTimer(100, t -> {
                if (byReset) {
                    connection.reset();
                } else {
                    connection.close();
                }
            });
        });
        try (ScriptedBroker broker = new ScriptedBroker(ending)) {
            MqttConnection connection = connection(broker, Duration.ofSeconds(10), new NoOpListener() {
                @Override
                public Optional<String> endedByBroker() {
                    return Optional.of("likely");
                }
            });

            // When
            connection.open(() -> true);

            // Then
            await().until(() -> connection.failureReason().equals(Optional.of("likely")));
        }
    }

    @Test
    void suspectsAnotherClientWhenTheBrokerClosesEachConnectionAndAcceptsTheNext() {
        assertSuspectsAnotherClient(ScriptedBroker.Connection::close);
    }

    /** As a broker does that has not read everything. */
    @Test
    void suspectsAnotherClientWhenTheBrokerResetsEachConnectionAndAcceptsTheNext() {
        assertSuspectsAnotherClient(ScriptedBroker.Connection::reset);
    }

    private void assertSuspectsAnotherClient(Consumer<ScriptedBroker.Connection> ending) {
        // Given
        Script script = new Script() {
            @Override
            public void subscribe(ScriptedBroker.Connection connection, MqttSubscribeMessage packet) {
                ending.accept(connection);
            }
        };
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (ScriptedBroker broker = new ScriptedBroker(script)) {
            MqttConfig.Broker settings =
                    ConnectionFailureTest.settings("127.0.0.1", broker.port(), false, Duration.ofSeconds(10));
            MqttConnection connection = new MqttConnection(
                    "test",
                    vertx,
                    vertx.getOrCreateContext(),
                    settings,
                    new ConnectionOptions(settings, "client", true),
                    new NoOpListener() {
                        @Override
                        public void connected(MqttClient client) {
                            client.subscribe("PTP", 1);
                        }
                    },
                    registry,
                    Duration.ofMillis(10));

            // When
            connection.open(() -> true);

            // Then
            await().until(() -> connection.failureReason().equals(Optional.of(ConnectionFailure.CLIENT_ID_CONFLICT)));
            assertThat(registry.get("nightdesk.client.id.conflict").gauge().value())
                    .isEqualTo(1);
        }
    }

    /** A file system that does not released. */
    private MqttClientOptions hang() throws InterruptedException {
        readingBegan.countDown();
        released.await();
        throw new IllegalStateException("released by the test");
    }

    private static class NoOpListener implements MqttConnection.Listener {

        @Override
        public void prepare(MqttClient client) {}

        @Override
        public void connected(MqttClient client) {}

        @Override
        public void disconnected() {}
    }
}
