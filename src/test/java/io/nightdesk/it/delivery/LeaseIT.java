package io.nightdesk.it.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Broker;
import io.nightdesk.it.harness.Customers;
import io.nightdesk.it.harness.Database;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a replica on duty does when the database turns out to say something else than it did: one that fell back in time. */
@Tag("chaos")
final class LeaseIT {

    private static final String RETURNS = "怎么退货";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Database database;
    private Broker broker;
    private App app;

    @BeforeEach
    void start(@TempDir Path home) throws Exception {
        database = new Database(home.resolve("postgres"));
        broker = new Broker.Embedded();
        app = new App("lease", database, broker);
    }

    @AfterEach
    void stop() throws Exception {
        app.close();
        broker.close();
        database.close();
    }

    private void startOnDuty() throws Exception {
        app.start().awaitReady();
        database.loadSamples();
        app.awaitSampleRules();
    }

    /** So it is after a failover to a state in which the epoch was not given yet. No beat comes that would find it out. */
    @Test
    void commitsNothingUnderAnEpochThatAnotherHolderHasToo() throws Exception {
        // Given
        app.with("NIGHTDESK_LEASE_DURATION", "180s").with("NIGHTDESK_LEASE_RENEW_INTERVAL", "60s");
        startOnDuty();
        try (Customers customers = new Customers(broker.port())) {
            customers.ask("before", RETURNS);
            database.update("update leader_lease set holder = 'another'");

            // When
            customers.send(Customers.question("after", RETURNS));

            // Then
            await().atMost(PATIENCE).until(() -> !app.isOnDuty());
            assertThat(database.query("select customer_uid from exchange")).containsExactly("before");
        }
    }

    @Test
    void doesNotRenewALeaseThatAnotherHolderHasUnderTheSameEpoch() throws Exception {
        // Given
        startOnDuty();

        // When
        database.update("update leader_lease set holder = 'another', expires_at = 'infinity'");

        // Then
        await().atMost(PATIENCE).until(() -> !app.isOnDuty());
        assertThat(database.query("select holder || ' ' || expires_at from leader_lease"))
                .containsExactly("another infinity");
    }

    @Test
    void aRenewalThatIsNotCommittedDoesNotCount() throws Exception {
        // Given
        app.with("NIGHTDESK_LEASE_DURATION", "3s");
        startOnDuty();

        // When
        database.update("""
                create function refused() returns trigger language plpgsql as
                'begin raise exception ''no commit''; end'""");
        database.update("create constraint trigger refused after update on leader_lease deferrable initially deferred"
                + " for each row execute function refused()");

        // Then
        await().atMost(PATIENCE).until(() -> !app.isOnDuty());
    }

    @Test
    void goesOnFromTheLargestIdWhenItsOwnNextOnesAreGiven() throws Exception {
        // Given
        startOnDuty();
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
    void refusesABeatThatALeaseDoesNotOutlastThreeTimes() throws Exception {
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
