package io.nightdesk.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class RequestThreadsTest {

    private final RequestThreads threads = new RequestThreads(OptionalInt.of(4));

    @Test
    void rejectsALoginWhenAsManyAsPossibleRun() {
        // Given
        login(Uni.createFrom().nothing());

        // When
        UniAssertSubscriber<String> login = login(Uni.createFrom().item("in"));

        // Then
        ProblemException failure = (ProblemException) login.getFailure();
        assertThat(failure.response().getStatus()).isEqualTo(503);
        assertThat(failure.response().getHeaderString("Retry-After")).isEqualTo("1");
    }

    @Test
    void admitsALoginAfterTheOneBeforeFailed() {
        // Given
        login(Uni.createFrom().failure(new IllegalStateException("for the test")));

        // When
        UniAssertSubscriber<String> login = login(Uni.createFrom().item("in"));

        // Then
        login.assertItem("in");
    }

    private UniAssertSubscriber<String> login(Uni<String> login) {
        return threads.occupyForLogin(login).subscribe().withSubscriber(UniAssertSubscriber.create());
    }
}
