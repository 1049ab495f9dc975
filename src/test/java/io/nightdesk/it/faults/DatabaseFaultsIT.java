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
        // When
        try (Connection lock = database.holding("lock table exchange")) {
            last(LONGER_THAN_LEASE);
        }
    }

    /** The lock ends each statement with an error, and so the frame is not at fault. */
    @Test
    void rejectsNothingWhenTheRoleHasALockTimeout() throws Exception {
        // When
        try (RoleChange timeout = changeRole("set lock_timeout = '200ms'", "reset lock_timeout");
                Connection lock = database.holding("lock table exchange")) {
            last(LONGER_THAN_LEASE);
        }
    }

    @Test
    void rejectsNothingWhenTheRoleHasAStatementTimeout() throws Exception {
        // When
        try (RoleChange timeout = changeRole("set statement_timeout = '200ms'", "reset statement_timeout");
                Connection lock = database.holding("lock table exchange")) {
            last(LONGER_THAN_LEASE);
        }
    }

    @Test
    void rejectsNothingWhileTheDatabaseIsReadOnly() throws Exception {
        // When
        try (RoleChange readOnly =
                changeRole("set default_transaction_read_only = on", "reset default_transaction_read_only")) {
            last(LONGER_THAN_LEASE);
        }
    }

    @Test
    void rejectsNothingWhilePrivilegesAreMissing() throws Exception {
        // When
        database.update("revoke insert on exchange from " + ROLE);
        last(LONGER_THAN_LEASE);
        database.update("grant insert on exchange to " + ROLE);
    }

    @Test
    void rejectsNothingWhileATableIsMissing() throws Exception {
        // When
        database.update("alter table exchange rename to exchange_moved");
        last(LEASE);
        database.update("alter table exchange_moved rename to exchange");
    }

    @Test
    void rejectsNothingWhileATriggerRaisesAnInternalError() throws Exception {
        // When
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
        // Given
        App leader = leader().app();
        App standby = standby().app();

        // When
        try (Connection lock = database.holding("select 1 from leader_lease for update")) {
            last(LONGER_THAN_LEASE);

            assertThat(leader.health("live")).isEqualTo(200);
            assertThat(standby.health("live")).isEqualTo(200);
        }
    }

    @Test
    void losesNothingWhenConnectionsAreTerminated() throws Exception {
        // When
        for (int i = 0; i < 10; i++) {
            terminateConnections();
            last(Duration.ofMillis(random.nextInt(600)));
        }
    }

    @Test
    void losesNothingWhenTheRoleMayNotConnect() throws Exception {
        // When
        try (RoleChange noLogin = changeRole("nologin", "login")) {
            last(LONGER_THAN_LEASE);
        }
    }

    @Test
    void losesNothingWhenTheRoleHasNoConnectionsLeft() throws Exception {
        // When
        try (RoleChange noConnections = changeRole("connection limit 0", "connection limit -1")) {
            last(LONGER_THAN_LEASE);
        }
    }

    /** A migration that waits for the dump must not make the desk wait behind it. */
    @Test
    void answersWhileAReplicaStartsDuringADump() throws Exception {
        // Given
        long epoch = epoch();
        App restarted = standby().app();

        // When
        try (Connection dump = database.holding("lock table exchange, session, faq_rule in access share mode")) {
            restarted.stop();
            restarted.start().awaitReady();

            awaitRepliesNow();
        }

        // Then
        assertThat(epoch()).isEqualTo(epoch);
        assertThat(gap()).isLessThan(LEASE);
    }

    /** As after a failover to a database whose clock is behind. */
    @Test
    void findsALeaderWhenTheLeaseLiesInTheFuture() throws Exception {
        // Given
        App killed = leader().app();

        // When
        killed.kill();
        database.update("update leader_lease set expires_at = clock_timestamp() + interval '1 hour'");

        // Then
        await().until(() -> leader().app() != killed);
        awaitRepliesNow();
    }

    @Test
    void losesNothingWhenAnotherHoldsTheLease() throws Exception {
        // When
        for (int i = 0; i < 3; i++) {
            database.update("update leader_lease set holder = 'another', expires_at = clock_timestamp()");
            last(LEASE);
        }
    }

    @Test
    void losesNothingWhileATableIsRewritten() throws Exception {
        // When
        database.update("alter table exchange alter column question type varchar");
        database.update("alter table exchange alter column question type text");

        // Then
        awaitRepliesNow();
    }

    /** A change of the role of the desk until it is closed. */
    private interface RoleChange extends AutoCloseable {
        @Override
        void close();
    }

    /** Changes the role for all connections of the desk. */
    private RoleChange changeRole(String change, String undo) {
        alterRole(change);
        return () -> alterRole(undo);
    }

    private void alterRole(String change) {
        database.update("alter role " + ROLE + " " + change);
        terminateConnections();
    }

    private void terminateConnections() {
        database.query("select pg_terminate_backend(pid) from pg_stat_activity where usename = ?", ROLE);
    }
}
