package io.nightdesk.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ClientIdConflictTest {

    private final ClientIdConflict conflict = new ClientIdConflict();
    private long now;

    private void closeAndReconnect(Duration after) {
        now += after.toNanos();
        conflict.closed(now);
        conflict.connected(now);
    }

    @Test
    void isSuspectedWhenTheBrokerClosesThreeConnectionsAndAcceptsTheNextAtOnce() {
        // Given
        closeAndReconnect(Duration.ofSeconds(1));
        closeAndReconnect(Duration.ofSeconds(100));
        boolean afterTwo = conflict.isSuspected(now);

        // When
        closeAndReconnect(Duration.ofSeconds(100));

        // Then
        assertThat(afterTwo).isFalse();
        assertThat(conflict.isSuspected(now)).isTrue();
    }

    @Test
    void isNotSuspectedWhenTheBrokerRestarts() {
        // When
        for (int restart = 0; restart < 10; restart++) {
            conflict.closed(now);
            conflict.otherFailure();
            conflict.connected(now);
        }

        // Then
        assertThat(conflict.isSuspected(now)).isFalse();
    }

    @Test
    void isNotSuspectedWhenConnectionsAreClosedRarely() {
        // When
        for (int close = 0; close < 10; close++) {
            closeAndReconnect(ClientIdConflict.WINDOW.dividedBy(2).plusSeconds(1));
        }

        // Then
        assertThat(conflict.isSuspected(now)).isFalse();
    }

    @Test
    void isNoLongerSuspectedWhenNothingHappensForAWhile() {
        // Given
        for (int close = 0; close < ClientIdConflict.CLOSES; close++) {
            closeAndReconnect(Duration.ofSeconds(1));
        }

        // When
        now += ClientIdConflict.WINDOW.plusSeconds(1).toNanos();

        // Then
        assertThat(conflict.isSuspected(now)).isFalse();
    }
}
