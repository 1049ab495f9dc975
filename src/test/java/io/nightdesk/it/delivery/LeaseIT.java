package io.nightdesk.it.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Broker;
import io.nightdesk.it.harness.Customers;
import io.nightdesk.it.harness.Database;
import io.nightdesk.it.harness.Deployment;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A leader steps down when the database no longer has its lease, as after a failover to an older state. */
@Tag("chaos")
final class LeaseIT {

    private static final String RETURNS = "怎么退货";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @RegisterExtension
    private final Deployment deployment = Deployment.withEmbeddedBroker();

    private final Database database = deployment.database();
    private final Broker broker = deployment.broker();
    private final App app = deployment.replica("lease");

    /** No renewal runs during the test, so that only the fenced commit can notice it. */
    @Test
    void commitsNothingWhenAnotherHolderHasTheSameEpoch() throws Exception {
        // Given
        app.with("NIGHTDESK_LEASE_DURATION", "180s").with("NIGHTDESK_LEASE_RENEW_INTERVAL", "60s");
        deployment.startWithSamples(app);
        try (Customers customers = new Customers(broker.port())) {
            customers.ask("before", RETURNS);
            database.update("update leader_lease set holder = 'another'");

            // When
            customers.send(Customers.question("after", RETURNS));

            // Then
            await().atMost(PATIENCE).until(() -> !app.isLeader());
            assertThat(database.query("select customer_uid from exchange")).containsExactly("before");
        }
    }

    @Test
    void doesNotRenewTheLeaseOfAnotherHolderWithTheSameEpoch() throws Exception {
        // Given
        deployment.startWithSamples(app);

        // When
        database.update("update leader_lease set holder = 'another', expires_at = 'infinity'");

        // Then
        await().atMost(PATIENCE).until(() -> !app.isLeader());
        assertThat(database.query("select holder || ' ' || expires_at from leader_lease"))
                .containsExactly("another infinity");
    }

    @Test
    void becomesLeaderAgainWhenADeadHoldersLeaseLiesFarInTheFuture() throws Exception {
        // Given
        app.with("NIGHTDESK_LEASE_DURATION", "2s");
        deployment.startWithSamples(app);

        // When
        database.update("update leader_lease set holder = 'dead', epoch = epoch + 1,"
                + " expires_at = now() + interval '1 hour'");

        // Then
        await().atMost(PATIENCE).until(() -> !app.isLeader());
        await().atMost(PATIENCE).until(app::isLeader);
        assertThat(database.query("select expires_at < now() + interval '3 s' from leader_lease"))
                .containsExactly("t");
    }

    @Test
    void stepsDownWhenARenewalIsNotCommitted() throws Exception {
        // Given
        app.with("NIGHTDESK_LEASE_DURATION", "3s");
        deployment.startWithSamples(app);

        // When
        database.update("""
                create function refuse() returns trigger language plpgsql as
                'begin raise exception ''no commit''; end'""");
        database.update("create constraint trigger refuse after update on leader_lease deferrable initially deferred"
                + " for each row execute function refuse()");

        // Then
        await().atMost(PATIENCE).until(() -> !app.isLeader());
    }

    @Test
    void continuesAfterTheLargestIdWhenItsNextIdsAreTaken() throws Exception {
        // Given
        deployment.startWithSamples(app);
        try (Customers customers = new Customers(broker.port())) {
            String answer = customers.ask("before", RETURNS);
            database.update("insert into exchange (id, sender_uid, message_id, payload_hash, received_at, customer_uid,"
                    + " outcome) select (select max(id) from exchange) + n, 'other', gen_random_uuid(), ''::bytea, now(),"
                    + " 'other', 'NOT_A_MESSAGE' from generate_series(1, 500) n");
            long last = database.count("select max(id) from exchange");

            // When
            String after = customers.ask("after", RETURNS);

            // Then
            assertThat(after).isEqualTo(answer);
            assertThat(database.query("select id - ? from exchange where customer_uid = 'after'", last))
                    .containsExactly("1");
            assertThat(app.logText()).doesNotContain("the database does not answer");
        }
    }

    @Test
    void doesNotStartWhenTheRenewIntervalIsAboveAThirdOfTheLease() throws Exception {
        // Given
        app.with("NIGHTDESK_LEASE_DURATION", "6s").with("NIGHTDESK_LEASE_RENEW_INTERVAL", "2001ms");

        // When
        app.start();

        // Then
        assertThat(app.exitCode()).isEqualTo(1);
        assertThat(app.logText())
                .contains("NIGHTDESK_LEASE_RENEW_INTERVAL must be at most a third of NIGHTDESK_LEASE_DURATION");
    }
}
