package io.nightdesk.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.security.LoginThrottle.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LoginThrottleTest {

    private final TickingClock clock = new TickingClock(Instant.parse("2026-11-23T20:00:00Z"));
    private final LoginThrottle throttle = new LoginThrottle(clock);

    private void fail(int times, String name, String address) {
        for (int i = 0; i < times; i++) {
            assertThat(throttle.ask(name, address)).isInstanceOf(Answer.Go.class);
        }
    }

    private void succeed(String name, String address) {
        throttle.succeeded(((Answer.Go) throttle.ask(name, address)).attempt());
    }

    /** Fails as soon as it may, and tells the waits between. */
    private List<Long> waits(int failures, String name, String address) {
        List<Long> waits = new ArrayList<>();
        while (waits.size() < failures) {
            if (throttle.ask(name, address) instanceof Answer.Wait wait) {
                waits.add(wait.time().toSeconds());
                clock.pass(wait.time());
            }
        }
        return waits;
    }

    @Test
    void doublesTheWaitForANameUpToALimit() {
        // Given
        fail(5, "admin", "a");

        // When
        List<Long> waits = waits(6, "admin", "a");

        // Then
        assertThat(waits).startsWith(1L, 2L, 4L, 8L, 15L);
    }

    @Test
    void doublesTheWaitForAnAddressUpToALimit() {
        // Given
        for (int i = 0; i < 10; i++) {
            fail(1, "name-" + i, "a");
        }
        List<Long> waits = new ArrayList<>();

        // When
        for (int i = 10; i < 18; i++) {
            waits.addAll(waits(1, "name-" + i, "a"));
            fail(1, "name-" + i, "a");
        }

        // Then
        assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
    }

    @Test
    void doesNotCountWhatItRefuses() {
        // Given
        fail(5, "admin", "a");
        for (int i = 0; i < 1_000; i++) {
            throttle.ask("admin", "a");
        }

        // When
        Answer answer = throttle.ask("admin", "a");

        // Then
        assertThat(answer).isEqualTo(new Answer.Wait(Duration.ofSeconds(1)));
    }

    @Test
    void letsTheOwnerInFromWhereTheyLoggedInBefore() {
        // Given
        succeed("admin", "home");
        for (int i = 0; i < 100; i++) {
            throttle.ask("admin", "attacker-" + i);
        }

        // When
        Answer atHome = throttle.ask("admin", "home");

        // Then
        assertThat(atHome).isInstanceOf(Answer.Go.class);
        assertThat(throttle.ask("admin", "elsewhere")).isInstanceOf(Answer.Wait.class);
    }

    @Test
    void leavesTheNameFreeMostOfTheTimeThatOneAttackerWaits() {
        // Given
        fail(5, "admin", "attacker");
        waits(20, "admin", "attacker");
        throttle.ask("admin", "attacker");
        clock.pass(Duration.ofSeconds(16));

        // When
        Answer attacker = throttle.ask("admin", "attacker");
        Answer owner = throttle.ask("admin", "elsewhere");

        // Then
        assertThat(attacker).isInstanceOf(Answer.Wait.class);
        assertThat(owner).isInstanceOf(Answer.Go.class);
    }

    @Test
    void startsTheNameAfreshAfterASuccessButNotTheAddress() {
        // Given
        for (int i = 0; i < 9; i++) {
            fail(1, "name-" + i, "a");
        }
        fail(4, "mine", "b");

        // When
        succeed("mine", "a");

        // Then
        fail(1, "other", "a");
        assertThat(throttle.ask("another", "a")).isInstanceOf(Answer.Wait.class);
        assertThat(throttle.ask("mine", "c")).isInstanceOf(Answer.Go.class);
    }

    @Test
    void doesNotCountWhatCouldNotBeDecided() {
        // Given
        for (int i = 0; i < 20; i++) {
            throttle.undecided(((Answer.Go) throttle.ask("admin", "a")).attempt());
        }

        // When
        Answer answer = throttle.ask("admin", "a");

        // Then
        assertThat(answer).isInstanceOf(Answer.Go.class);
    }

    @Test
    void forgetsAfterAQuarterOfAnHour() {
        // Given
        fail(5, "admin", "a");
        waits(8, "admin", "a");
        clock.pass(Duration.ofMinutes(15));

        // When, Then
        fail(5, "admin", "a");
    }

    @Test
    void remembersABoundedNumberOfNames() {
        // Given
        fail(5, "admin", "a");
        for (int i = 0; i < LoginThrottle.MOST_KEYS; i++) {
            throttle.ask("name-" + i, "address-" + i);
        }

        // When
        Answer answer = throttle.ask("admin", "b");

        // Then
        assertThat(answer).isInstanceOf(Answer.Go.class);
    }
}
