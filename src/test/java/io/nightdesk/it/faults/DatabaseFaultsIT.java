package io.nightdesk.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightdesk.it.harness.App;
import java.sql.Connection;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Other users of the database, and its operators, get in the way. */
@Tag("faults")
final class DatabaseFaultsIT extends FaultTest {

    DatabaseFaultsIT() {
        super(Traffic.Load.STEADY);
    }

    @Test
    void losesNothingWhenATableIsLocked() throws Exception {
        try (Connection lock = database.holding("lock table exchange")) {
            last(LONGER_THAN_LEASE);
        }
    }

    /** The lock ends each statement with an error, and so the frame is not at fault. */
    @Test
    void rejectsNothingWhenTheRoleHasALockTimeout() throws Exception {
        database.update("alter role " + ROLE + " set lock_timeout = '200ms'");
        terminateConnections();
        try (Connection lock = database.holding("lock table exchange")) {
            last(LONGER_THAN_LEASE);
        }
        database.update("alter role " + ROLE + " reset lock_timeout");
        terminateConnections();
    }

    @Test
    void rejectsNothingWhenTheRoleHasAStatementTimeout() throws Exception {
        database.update("alter role " + ROLE + " set statement_timeout = '200ms'");
        terminateConnections();
        try (Connection lock = database.holding("lock table exchange")) {
            last(LONGER_THAN_LEASE);
        }
        database.update("alter role " + ROLE + " reset statement_timeout");
        terminateConnections();
    }

    @Test
    void rejectsNothingWhileTheDatabaseIsReadOnly() throws Exception {
        database.update("alter role " + ROLE + " set default_transaction_read_only = on");
        terminateConnections();
        last(LONGER_THAN_LEASE);
        database.update("alter role " + ROLE + " reset default_transaction_read_only");
        terminateConnections();
    }

    @Test
    void rejectsNothingWhilePrivilegesAreMissing() throws Exception {
        database.update("revoke insert on exchange from " + ROLE);
        last(LONGER_THAN_LEASE);
        database.update("grant insert on exchange to " + ROLE);
    }

    @Test
    void rejectsNothingWhileATableIsMissing() throws Exception {
        database.update("alter table exchange rename to exchange_moved");
        last(LEASE);
        database.update("alter table exchange_moved rename to exchange");
    }

    @Test
    void rejectsNothingWhileATriggerRaisesAnInternalError() throws Exception {
        database.update("""
                create function fail() returns trigger language plpgsql as
                'begin raise exception ''corrupt'' using errcode = ''XX001''; end'""");
        database.update("create trigger fail before insert on exchange for each statement execute function fail()");
        last(LEASE);
        database.update("drop trigger fail on exchange");
        database.update("drop function fail");
    }

    @Test
    void losesNothingWhenTheRowOfTheLeaseIsLocked() throws Exception {
        App leader = leader().app();
        App standby = standby().app();
        try (Connection lock = database.holding("select 1 from leader_lease for update")) {
            last(LONGER_THAN_LEASE);

            assertThat(leader.health("live")).isEqualTo(200);
            assertThat(standby.health("live")).isEqualTo(200);
        }
    }

    @Test
    void losesNothingWhenConnectionsAreTerminated() throws Exception {
        for (int i = 0; i < 10; i++) {
            terminateConnections();
            last(Duration.ofMillis(random.nextInt(600)));
        }
    }

    @Test
    void losesNothingWhenTheRoleMayNotConnect() throws Exception {
        database.update("alter role " + ROLE + " nologin");
        terminateConnections();
        last(LONGER_THAN_LEASE);
        database.update("alter role " + ROLE + " login");
    }

    @Test
    void losesNothingWhenTheRoleHasNoConnectionsLeft() throws Exception {
        database.update("alter role " + ROLE + " connection limit 0");
        terminateConnections();
        last(LONGER_THAN_LEASE);
        database.update("alter role " + ROLE + " connection limit -1");
    }

    /** A migration that waits for the dump must not make the desk wait behind it. */
    @Test
    void answersWhileAReplicaStartsDuringADump() throws Exception {
        long epoch = epoch();
        App restarted = standby().app();
        try (Connection dump = database.holding("lock table exchange, session, faq_rule in access share mode")) {
            restarted.stop();
            restarted.start().awaitReady();

            awaitRepliesNow();
        }
        assertThat(epoch()).isEqualTo(epoch);
        assertThat(gap()).isLessThan(LEASE);
    }

    /** As after a failover to a database whose clock is behind. */
    @Test
    void findsALeaderWhenTheLeaseLiesInTheFuture() throws Exception {
        App killed = leader().app();
        killed.kill();
        database.update("update leader_lease set expires_at = clock_timestamp() + interval '1 hour'");

        await().until(() -> leader().app() != killed);
        awaitRepliesNow();
    }

    @Test
    void losesNothingWhenAnotherHoldsTheLease() throws Exception {
        for (int i = 0; i < 3; i++) {
            database.update("update leader_lease set holder = 'another', expires_at = clock_timestamp()");
            last(LEASE);
        }
    }

    @Test
    void losesNothingWhileATableIsRewritten() throws Exception {
        database.update("alter table exchange alter column question type varchar");
        database.update("alter table exchange alter column question type text");
        awaitRepliesNow();
    }

    private void terminateConnections() {
        database.query("select pg_terminate_backend(pid) from pg_stat_activity where usename = ?", ROLE);
    }
}
