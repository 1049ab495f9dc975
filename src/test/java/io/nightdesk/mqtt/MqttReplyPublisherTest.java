package io.nightdesk.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.nightdesk.IdentityConfig;
import io.nightdesk.ManualClock;
import io.nightdesk.frame.TopicConfig;
import io.nightdesk.leader.LeaderTerm;
import io.nightdesk.leader.Terms;
import io.nightdesk.mqtt.ScriptedBroker.Connection;
import io.nightdesk.mqtt.ScriptedBroker.Published;
import io.nightdesk.mqtt.ScriptedBroker.Script;
import io.nightdesk.outbox.PendingReply;
import io.nightdesk.outbox.SendGuards;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MqttReplyPublisherTest {

    private static final String FORBIDDEN = "PTP/forbidden";
    private static final ConnectionPublisher.Timing TIMING = new ConnectionPublisher.Timing(
            Duration.ofMillis(10),
            Duration.ofMillis(50),
            Duration.ofMillis(500),
            Duration.ofMillis(100),
            Duration.ofMillis(150));
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Vertx vertx = Vertx.vertx();
    private final OutboxLoop outbox = new OutboxLoop();
    private final LeaderTerm term = Terms.endless(1);

    @AfterEach
    void close() {
        term.end();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        outbox.close();
    }

    private MqttReplyPublisher publisher(ScriptedBroker broker, Map<String, String> settings) {
        return publisher(broker, settings, Clock.systemUTC());
    }

    private MqttReplyPublisher publisher(ScriptedBroker broker, Map<String, String> settings, Clock clock) {
        Map<String, String> all = new HashMap<>(Map.of(
                "nightdesk.broker.host", "127.0.0.1",
                "nightdesk.broker.port", String.valueOf(broker.port()),
                "nightdesk.customer-id", "88888",
                "nightdesk.topic-out", "PTP/{receiver_uid}"));
        all.putAll(settings);
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(MqttConfig.class)
                .withMapping(TopicConfig.class)
                .withMapping(IdentityConfig.class)
                .withDefaultValue("nightdesk.broker.keep-alive", "PT10S")
                .withDefaultValues(all)
                .build();
        MqttReplyPublisher publisher = new MqttReplyPublisher(
                vertx,
                config.getConfigMapping(MqttConfig.class),
                config.getConfigMapping(TopicConfig.class),
                config.getConfigMapping(IdentityConfig.class),
                outbox,
                SendGuards.allowing(clock),
                new PublishedReplies(),
                clock,
                new SimpleMeterRegistry(),
                TIMING);
        publisher.open(term);
        return publisher;
    }

    private static PendingReply reply(long id, String customer) {
        return reply(id, customer, 10);
    }

    private static PendingReply reply(long id, String customer, int size) {
        return new PendingReply(id, customer, new byte[size], Clock.systemUTC().instant(), false);
    }

    /** Ends the connection instead of answering a publish that it does not accept. */
    private static Script refusing(Predicate<Published> refused) {
        return new Script() {
            @Override
            public void publish(Connection connection, Published packet) {
                if (refused.test(packet)) {
                    connection.close();
                } else {
                    connection.confirm(packet);
                }
            }
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void withholdsAReplyToAForbiddenTopicAndSendsTheOthers(int qos) {
        // Given
        try (ScriptedBroker broker =
                new ScriptedBroker(refusing(packet -> packet.topic().equals(FORBIDDEN)))) {
            publisher(broker, Map.of("nightdesk.reply-qos", String.valueOf(qos)));

            // When
            outbox.commit(LongStream.rangeClosed(1, 50)
                    .mapToObj(id -> reply(id, id == 10 ? "forbidden" : "c" + id))
                    .toList());

            // Then
            await().atMost(PATIENCE).until(() -> outbox.states().size() == 50);
            assertThat(outbox.states().get(10L)).isEqualTo("BROKER_REJECTED");
            assertThat(outbox.states().values())
                    .filteredOn(OutboxLoop.SENT::equals)
                    .hasSize(49);
        }
    }

    @Test
    void withholdsTheLastReplyWhenTheOnesBeforeWereConfirmed() {
        // Given
        try (ScriptedBroker broker =
                new ScriptedBroker(refusing(packet -> packet.topic().equals(FORBIDDEN)))) {
            publisher(broker, Map.of());
            outbox.commit(List.of(reply(1, "a")));
            await().until(() -> outbox.states().size() == 1);

            // When
            outbox.commit(List.of(reply(2, "forbidden")));

            // Then
            await().atMost(PATIENCE)
                    .until(() -> outbox.states().equals(Map.of(1L, OutboxLoop.SENT, 2L, "BROKER_REJECTED")));
            assertThat(broker.published())
                    .filteredOn(packet -> packet.topic().equals(FORBIDDEN))
                    .hasSize(PoisonReplies.ENDS);
        }
    }

    /** Like a broker that closes the connection as soon as it has read the length of a packet. */
    @Test
    void withholdsAReplyThatIsTooLargeForTheBroker() {
        // Given
        Script resetting = new Script() {
            @Override
            public void publish(Connection connection, Published packet) {
                if (packet.payload().readableBytes() > 10_000) {
                    connection.reset();
                } else {
                    connection.confirm(packet);
                }
            }
        };
        try (ScriptedBroker broker = new ScriptedBroker(resetting)) {
            publisher(broker, Map.of());

            // When
            outbox.commit(List.of(reply(1, "a", 60_000), reply(2, "b"), reply(3, "c"), reply(4, "a")));

            // Then
            await().atMost(PATIENCE).until(() -> outbox.states().size() == 4);
            assertThat(outbox.states())
                    .isEqualTo(Map.of(
                            1L, "BROKER_REJECTED", 2L, OutboxLoop.SENT, 3L, OutboxLoop.SENT, 4L, OutboxLoop.SENT));
        }
    }

    @Test
    void withholdsNothingWhileTheBrokerRefusesEveryReply() {
        // Given
        boolean[] refuses = {true};
        try (ScriptedBroker broker = new ScriptedBroker(refusing(packet -> refuses[0]))) {
            MqttReplyPublisher publisher = publisher(broker, Map.of("nightdesk.reply-qos", "1"));
            outbox.commit(List.of(reply(1, "a"), reply(2, "b"), reply(3, "c")));
            await().atMost(PATIENCE).until(() -> broker.connections().size() == 5);
            String reason = publisher.failureReason().orElse("");

            // When
            refuses[0] = false;

            // Then
            await().atMost(PATIENCE).until(() -> outbox.states().size() == 3);
            assertThat(reason).contains("check the broker's access rules");
            assertThat(outbox.states().values()).containsOnly(OutboxLoop.SENT);
            assertThat(publisher.failureReason()).isEmpty();
        }
    }

    /** Connecting takes longer than a connection is new. */
    @Test
    void sendsASuspectWhenTheBrokerAnswersConnectLate() {
        // Given
        try (ScriptedBroker broker = new ScriptedBroker(new Script() {
            @Override
            public void connect(Connection connection, MqttConnectMessage packet) {
                vertx.setTimer(2 * TIMING.retry().toMillis(), t -> connection.acceptConnect());
            }

            @Override
            public void publish(Connection connection, Published packet) {
                if (packet.connection() == 1) {
                    connection.close();
                } else {
                    connection.confirm(packet);
                }
            }
        })) {
            publisher(broker, Map.of());

            // When
            outbox.commit(List.of(reply(1, "a")));

            // Then
            await().until(() -> outbox.states().equals(Map.of(1L, OutboxLoop.SENT)));
        }
    }

    @Test
    void isHealthyAgainWhenTheOnlySuspectIsWithheld() {
        // Given
        ManualClock clock = new ManualClock(Instant.now());
        try (ScriptedBroker broker = new ScriptedBroker(refusing(packet -> true))) {
            MqttReplyPublisher publisher = publisher(broker, Map.of(), clock);
            outbox.commit(List.of(reply(1, "a")));
            await().until(() -> publisher.failureReason().isPresent());

            // When
            clock.advance(Duration.ofHours(13));

            // Then
            await().until(() -> outbox.states().equals(Map.of(1L, "DEADLINE_EXCEEDED")));
            await().until(() -> publisher.failureReason().isEmpty());
        }
    }

    /** A crash loop: each connection ends at a moment that has nothing to do with the reply. */
    @Test
    void withholdsNothingWhileTheBrokerEndsEveryConnectionAfterAWhile() {
        // Given
        try (ScriptedBroker broker = new ScriptedBroker(new Script() {
            @Override
            public void publish(Connection connection, Published packet) {
                int number = packet.connection();
                if (number < 6) {
                    vertx.setTimer(100, t -> connection.close());
                } else {
                    connection.confirm(packet);
                }
            }

            @Override
            public void ping(Connection connection) {
                connection.close();
            }
        })) {
            publisher(broker, Map.of());

            // When
            outbox.commit(List.of(reply(1, "a"), reply(2, "a")));

            // Then
            await().atMost(PATIENCE).until(() -> outbox.states().size() == 2);
            assertThat(outbox.states().values()).containsOnly(OutboxLoop.SENT);
        }
    }

    /** Whatever is published second on a connection never gets its confirmation. */
    @Test
    void withholdsNothingWhileASlowBrokerEndsEveryConnectionAtTheSameAge() {
        // Given
        try (ScriptedBroker broker = new ScriptedBroker(new Script() {
            @Override
            public void connect(Connection connection, MqttConnectMessage packet) {
                connection.acceptConnect();
                vertx.setTimer(500, t -> connection.close());
            }

            @Override
            public void publish(Connection connection, Published packet) {
                vertx.setTimer(300, t -> connection.confirm(packet));
            }
        })) {
            publisher(broker, Map.of("nightdesk.broker.max-inflight", "1", "nightdesk.reply-qos", "1"));

            // When
            outbox.commit(LongStream.rangeClosed(1, 8)
                    .mapToObj(id -> reply(id, "c" + id))
                    .toList());

            // Then
            await().atMost(PATIENCE).until(() -> outbox.states().size() == 8);
            assertThat(outbox.states().values()).containsOnly(OutboxLoop.SENT);
        }
    }

    /** Some brokers drop what they do not accept and say nothing. */
    @Test
    void withholdsAReplyThatTheBrokerIgnoresAndSendsTheOthers() {
        // Given
        try (ScriptedBroker broker = new ScriptedBroker(new Script() {
            @Override
            public void publish(Connection connection, Published packet) {
                if (!packet.topic().equals(FORBIDDEN)) {
                    connection.confirm(packet);
                }
            }
        })) {
            publisher(broker, Map.of());

            // When
            outbox.commit(List.of(reply(1, "forbidden")));
            for (long id = 2; id < 20; id++) {
                long next = id;
                outbox.commit(List.of(reply(next, "c" + next)));
                await().atMost(PATIENCE)
                        .until(() -> OutboxLoop.SENT.equals(outbox.states().get(next)));
            }
            outbox.commit(LongStream.range(20, 1_000)
                    .mapToObj(id -> reply(id, "c" + id))
                    .toList());

            // Then
            await().atMost(PATIENCE).until(() -> outbox.states().size() == 999);
            assertThat(outbox.states().get(1L)).isEqualTo("BROKER_REJECTED");
        }
    }

    @Test
    void withholdsNothingWhileTheBrokerConfirmsNothing() {
        // Given
        try (ScriptedBroker broker = new ScriptedBroker(new Script() {
            @Override
            public void publish(Connection connection, Published packet) {
                if (packet.connection() > 4) {
                    connection.confirm(packet);
                }
            }
        })) {
            publisher(broker, Map.of());

            // When
            outbox.commit(List.of(reply(1, "a"), reply(2, "b")));

            // Then
            await().atMost(PATIENCE).until(() -> outbox.states().size() == 2);
            assertThat(outbox.states().values()).containsOnly(OutboxLoop.SENT);
        }
    }

    @Test
    void confirmsAQos2ReplyThatTheBrokerAnswersWithPuback() {
        // Given
        Script downgrading = new Script() {
            @Override
            public void publish(Connection connection, Published packet) {
                connection.send(MqttMessageType.PUBACK, packet.packetId());
            }
        };
        try (ScriptedBroker broker = new ScriptedBroker(downgrading)) {
            MqttReplyPublisher publisher = publisher(broker, Map.of());

            // When
            outbox.commit(LongStream.rangeClosed(1, 100)
                    .mapToObj(id -> reply(id, "c" + id))
                    .toList());

            // Then
            await().atMost(PATIENCE).until(() -> outbox.states().size() == 100);
            assertThat(outbox.states().values()).containsOnly(OutboxLoop.SENT);
            assertThat(broker.connections()).hasSize(1);
            assertThat(broker.published()).hasSize(100);
            assertThat(broker.published().get(99).qos()).isEqualTo(MqttQoS.AT_LEAST_ONCE);
            assertThat(publisher.qos()).isEqualTo(1);
        }
    }

    @Test
    void namesTheQosWhenTheBrokerEndsTheConnectionAfterAQos2Publish() {
        // Given
        try (ScriptedBroker broker = new ScriptedBroker(refusing(packet -> packet.qos() == MqttQoS.EXACTLY_ONCE))) {
            MqttReplyPublisher publisher = publisher(broker, Map.of());

            // When
            outbox.commit(List.of(reply(1, "a")));

            // Then
            await().atMost(PATIENCE)
                    .until(() -> publisher.failureReason().orElse("").contains("set NIGHTDESK_REPLY_QOS=1"));
        }
    }

    @Test
    void sendsRepliesToACustomerInOrderAlthoughOneIsSuspected() {
        // Given
        int[] refusals = {2};
        try (ScriptedBroker broker =
                new ScriptedBroker(refusing(packet -> packet.topic().equals(FORBIDDEN) && refusals[0]-- > 0))) {
            publisher(broker, Map.of("nightdesk.broker.max-inflight", "1"));

            // When
            outbox.commit(
                    List.of(reply(1, "forbidden", 1), reply(2, "forbidden", 2), reply(3, "a", 3), reply(4, "b", 4)));

            // Then
            await().atMost(PATIENCE).until(() -> outbox.states().size() == 4);
            assertThat(outbox.states().values()).containsOnly(OutboxLoop.SENT);
            assertThat(broker.published().stream()
                            .filter(packet -> packet.topic().equals(FORBIDDEN))
                            .map(packet -> packet.payload().readableBytes()))
                    .containsExactly(1, 1, 1, 2);
        }
    }
}
