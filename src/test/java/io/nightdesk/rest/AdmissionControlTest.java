package io.nightdesk.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class AdmissionControlTest {

    private static final Duration AT_ONCE = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final AdmissionControl admissions = new AdmissionControl();

    @Test
    void turnsARequestAwayWhenItsTurnDoesNotComeInTime() {
        // Given
        admissions.enter(CostlyOperation.IMPORT);

        // When / Then
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> admissions.enter(CostlyOperation.IMPORT, AT_ONCE))
                .satisfies(problem -> {
                    assertThat(problem.problem().status()).isEqualTo(503);
                    assertThat(problem.problem().detail())
                            .hasToString("Another import or bulk change of rules is running. Try again later.");
                    assertThat(problem.response().getHeaderString("Retry-After"))
                            .isEqualTo("10");
                });
    }

    @Test
    void admitsOperationsOfAnotherKindMeanwhile() {
        // Given
        admissions.enter(CostlyOperation.IMPORT);

        // When
        Admission other = admissions.enter(CostlyOperation.EXPORT, AT_ONCE);

        // Then
        assertThat(other).isNotNull();
    }

    @Test
    void admitsAWaitingRequestWhenTheOneBeforeEnds() {
        // Given
        Admission first = admissions.enter(CostlyOperation.IMPORT);
        CompletableFuture<Admission> second =
                CompletableFuture.supplyAsync(() -> admissions.enter(CostlyOperation.IMPORT, LONG));

        // When
        first.close();

        // Then
        assertThat(second.join()).isNotNull();
    }

    @Test
    void admitsOnlyOneMoreWhenAnAdmissionIsClosedTwice() {
        // Given
        Admission first = admissions.enter(CostlyOperation.IMPORT);
        first.close();

        // When
        first.close();

        // Then
        admissions.enter(CostlyOperation.IMPORT, AT_ONCE);
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> admissions.enter(CostlyOperation.IMPORT, AT_ONCE));
    }

    @Test
    void turnsAnInterruptedRequestAway() throws Exception {
        // Given
        admissions.enter(CostlyOperation.IMPORT);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread waiting = new Thread(() -> {
            try {
                admissions.enter(CostlyOperation.IMPORT, LONG);
            } catch (ProblemException e) {
                thrown.set(e);
            }
        });
        waiting.start();
        await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);

        // When
        waiting.interrupt();

        // Then
        waiting.join();
        assertThat(thrown.get()).isInstanceOf(ProblemException.class);
    }
}
