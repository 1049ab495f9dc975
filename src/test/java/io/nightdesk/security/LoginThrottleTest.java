package io.nightdesk.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.ManualClock;
import io.nightdesk.security.LoginThrottle.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LoginThrottleTest {

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-23T20:00:00Z"));
    private final LoginThrottle throttle = new LoginThrottle(clock);

    private void fail(int times, String name, String address) {
        for (int i = 0; i < times; i++) {
            assertThat(throttle.ask(name, address)).isInstanceOf(Decision.Allowed.class);
        }
    }

    private void succeed(String name, String address) {
        throttle.succeeded(((Decision.Allowed) throttle.ask(name, address)).attempt());
    }

    /** Fails again as soon as each delay is over, and returns the delays in seconds. */
    private List<Long> delays(int failures, String name, String address) {
        List<Long> delays = new ArrayList<>();
        while (delays.size() < failures) {
            if (throttle.ask(name, address) instanceof Decision.Delayed delayed) {
                delays.add(delayed.delay().toSeconds());
                clock.advance(delayed.delay());
            }
        }
        return delays;
    }

    @Test
    void doublesTheDelayOfANameUpToItsLimit() {
        // Given
        fail(5, "admin", "a");

        // When
        List<Long> delays = delays(6, "admin", "a");

        // Then
        assertThat(delays).startsWith(1L, 2L, 4L, 8L, 15L);
    }

    @Test
    void doublesTheDelayOfAnAddressUpToItsLimit() {
        // Given
        for (int i = 0; i < 10; i++) {
            fail(1, "name-" + i, "a");
        }
        List<Long> delays = new ArrayList<>();

        // When
        for (int i = 10; i < 18; i++) {
            delays.addAll(delays(1, "name-" + i, "a"));
            fail(1, "name-" + i, "a");
        }

        // Then
        assertThat(delays).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
    }

    @Test
    void doesNotCountAnAttemptThatItDelays() {
        // Given
        fail(5, "admin", "a");
        for (int i = 0; i < 1_000; i++) {
            throttle.ask("admin", "a");
        }

        // When
        Decision answer = throttle.ask("admin", "a");

        // Then
        assertThat(answer).isEqualTo(new Decision.Delayed(Duration.ofSeconds(1)));
    }

    @Test
    void ignoresTheDelayOfANameAtAnAddressFromWhichItHasLoggedIn() {
        // Given
        succeed("admin", "home");
        for (int i = 0; i < 100; i++) {
            throttle.ask("admin", "attacker-" + i);
        }

        // When
        Decision atHome = throttle.ask("admin", "home");

        // Then
        assertThat(atHome).isInstanceOf(Decision.Allowed.class);
        assertThat(throttle.ask("admin", "elsewhere")).isInstanceOf(Decision.Delayed.class);
    }

    @Test
    void allowsTheNameElsewhereWhileTheAttackersAddressIsDelayed() {
        // Given
        fail(5, "admin", "attacker");
        delays(20, "admin", "attacker");
        throttle.ask("admin", "attacker");
        clock.advance(Duration.ofSeconds(16));

        // When
        Decision attacker = throttle.ask("admin", "attacker");
        Decision owner = throttle.ask("admin", "elsewhere");

        // Then
        assertThat(attacker).isInstanceOf(Decision.Delayed.class);
        assertThat(owner).isInstanceOf(Decision.Allowed.class);
    }

    @Test
    void forgetsTheFailuresOfTheNameAfterASuccessButNotThoseOfTheAddress() {
        // Given
        for (int i = 0; i < 9; i++) {
            fail(1, "name-" + i, "a");
        }
        fail(4, "mine", "b");

        // When
        succeed("mine", "a");

        // Then
        fail(1, "other", "a");
        assertThat(throttle.ask("another", "a")).isInstanceOf(Decision.Delayed.class);
        assertThat(throttle.ask("mine", "c")).isInstanceOf(Decision.Allowed.class);
    }

    @Test
    void doesNotCountAnUndecidedAttempt() {
        // Given
        for (int i = 0; i < 20; i++) {
            throttle.undecided(((Decision.Allowed) throttle.ask("admin", "a")).attempt());
        }

        // When
        Decision answer = throttle.ask("admin", "a");

        // Then
        assertThat(answer).isInstanceOf(Decision.Allowed.class);
    }

    @Test
    void forgetsFailuresAfterFifteenMinutes() {
        // Given
        fail(5, "admin", "a");
        delays(8, "admin", "a");
        clock.advance(Duration.ofMinutes(15));

        // When, Then
        fail(5, "admin", "a");
    }

    @Test
    void evictsTheLeastRecentlyTriedNameWhenFull() {
        // Given
        fail(5, "admin", "a");
        for (int i = 0; i < LoginThrottle.MAX_KEYS; i++) {
            throttle.ask("name-" + i, "address-" + i);
        }

        // When
        Decision answer = throttle.ask("admin", "b");

        // Then
        assertThat(answer).isInstanceOf(Decision.Allowed.class);
    }
}
