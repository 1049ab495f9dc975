package io.nightdesk.it.brokers;

import io.nightdesk.it.harness.Broker;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** The test matrix. Needs Mosquitto and RabbitMQ. */
@Tag("brokers")
final class BrokersIT {

    @Nested
    final class WithMosquitto extends BrokerTest {
        WithMosquitto() {
            super(PublishQos.EXACTLY_ONCE, Broker.Mosquitto::stopped);
        }
    }

    @Nested
    final class WithMoquette extends BrokerTest {
        WithMoquette() {
            super(PublishQos.EXACTLY_ONCE, home -> Broker.Embedded.stopped());
        }
    }

    @Nested
    final class WithHiveMq extends BrokerTest {
        WithHiveMq() {
            super(PublishQos.EXACTLY_ONCE, HiveMq::new);
        }
    }

    @Nested
    final class WithArtemis extends BrokerTest {
        WithArtemis() {
            super(PublishQos.EXACTLY_ONCE, Artemis::new);
        }

        /** Some replies come in another order, see docs/broker.md. */
        @Override
        boolean isViolation(String violation) {
            return !violation.contains(" came after ");
        }
    }

    @Nested
    final class WithRabbitMq extends BrokerTest {
        WithRabbitMq() {
            super(PublishQos.AT_LEAST_ONCE, RabbitMq::new);
        }
    }
}
