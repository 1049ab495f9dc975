package io.nightdesk.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class PoisonRepliesTest {

    private static final long REPLY = 7;
    private static final long OTHER = 8;

    private final PoisonReplies poison = new PoisonReplies();

    private Optional<Long> endedAlone(long reply) {
        return poison.ended(List.of(reply), false);
    }

    @Test
    void condemnsAReplyThatEndedThreeConnectionsWhileOthersWereConfirmed() {
        // Given
        endedAlone(REPLY);
        poison.confirmed(OTHER);
        endedAlone(REPLY);
        poison.confirmed(OTHER + 1);

        // When
        Optional<Long> withheld = endedAlone(REPLY);

        // Then
        assertThat(withheld).contains(REPLY);
        assertThat(poison.hasSuspects()).isFalse();
    }

    @Test
    void takesAQuietConnectionForEvidenceOnceAnotherReplyWasConfirmed() {
        // Given
        poison.ended(List.of(REPLY), true);
        poison.connectionWorks();
        endedAlone(REPLY);
        poison.connectionWorks();

        // When
        Optional<Long> withheld = endedAlone(REPLY);

        // Then
        assertThat(withheld).contains(REPLY);
    }

    /** A broker that ends each connection after a while ends it during the second reply if it is slow. */
    @Test
    void countsOnlyTheFirstReplyOfAConnectionAfterTheFirstEnd() {
        // When
        List<Long> withheld = Stream.generate(() -> {
                    Optional<Long> ended = poison.ended(List.of(REPLY), true);
                    poison.confirmed(OTHER);
                    return ended;
                })
                .limit(10)
                .flatMap(Optional::stream)
                .toList();

        // Then
        assertThat(withheld).isEmpty();
        assertThat(poison.ends(REPLY)).isEqualTo(1);
    }

    /** The access rules may forbid the whole topic: when they are corrected, every reply can still be sent. */
    @Test
    void condemnsNoReplyWhileNoneIsConfirmed() {
        // When
        List<Long> withheld = LongStream.range(0, 100)
                .mapToObj(attempt -> {
                    Optional<Long> ended = endedAlone(attempt % 2);
                    poison.connectionWorks();
                    return ended;
                })
                .flatMap(Optional::stream)
                .toList();

        // Then
        assertThat(withheld).isEmpty();
    }

    @Test
    void condemnsNoReplyAtOnceWhenOthersAreConfirmedAgain() {
        // Given
        for (int i = 0; i < 10; i++) {
            endedAlone(REPLY);
            poison.connectionWorks();
        }

        // When
        poison.confirmed(OTHER);

        // Then
        assertThat(poison.isSuspect(REPLY)).isTrue();
        assertThat(poison.mayRetry(REPLY)).isTrue();
    }

    @Test
    void acquitsAReplyThatIsConfirmed() {
        // Given
        endedAlone(REPLY);
        poison.confirmed(OTHER);
        endedAlone(REPLY);

        // When
        poison.confirmed(REPLY);

        // Then
        assertThat(poison.isSuspect(REPLY)).isFalse();
        assertThat(poison.ends(REPLY)).isZero();
    }

    /** The broker restarts every few seconds, or another client uses the client id. */
    @Test
    void acquitsAllWhenAConnectionEndsWithNothingInFlight() {
        // Given
        endedAlone(REPLY);
        poison.confirmed(OTHER);
        endedAlone(REPLY);
        poison.confirmed(OTHER);

        // When
        poison.ended(List.of(), false);

        // Then
        assertThat(poison.hasSuspects()).isFalse();
        assertThat(endedAlone(REPLY)).isEmpty();
    }

    @Test
    void doesNotRetryASuspectBeforeTheConnectionWorkedWithoutIt() {
        // Given
        endedAlone(REPLY);
        boolean before = poison.mayRetry(REPLY);

        // When
        poison.connectionWorks();

        // Then
        assertThat(before).isFalse();
        assertThat(poison.mayRetry(REPLY)).isTrue();
    }

    @Test
    void suspectsNoReplyWhenSeveralWereInFlight() {
        // When
        Stream.generate(() -> List.of(REPLY, OTHER)).limit(10).forEach(inFlight -> poison.ended(inFlight, false));

        // Then
        assertThat(poison.hasSuspects()).isFalse();
    }

    @Test
    void isolatesWhatWasInFlightWhenTheOldestReplyWasSoTwiceInARow() {
        // Given
        poison.ended(List.of(REPLY, OTHER), false);
        boolean afterOne = poison.mustBeAlone(REPLY);

        // When
        poison.ended(List.of(REPLY, OTHER, OTHER + 1), true);

        // Then
        assertThat(afterOne).isFalse();
        assertThat(poison.mustBeAlone(REPLY)).isTrue();
        assertThat(poison.mustBeAlone(OTHER + 1)).isTrue();
        assertThat(poison.mustBeAlone(OTHER + 2)).isFalse();
    }

    @Test
    void isolatesNothingWhileEachConnectionMakesProgress() {
        // Given
        poison.ended(List.of(REPLY, OTHER), true);

        // When
        poison.ended(List.of(OTHER, OTHER + 1), true);

        // Then
        assertThat(poison.mustBeAlone(OTHER)).isFalse();
    }

    @Test
    void condemnsAReplyThatWasIgnoredThreeTimesWhileLaterOnesWereConfirmed() {
        // Given
        poison.ignored(REPLY, true);
        poison.ignored(REPLY, true);

        // When
        Optional<Long> withheld = poison.ignored(REPLY, true);

        // Then
        assertThat(withheld).contains(REPLY);
    }

    @Test
    void condemnsNoReplyThatIsIgnoredByABrokerThatConfirmsNone() {
        // When
        List<Long> withheld = Stream.generate(() -> poison.ignored(REPLY, false))
                .limit(10)
                .flatMap(Optional::stream)
                .toList();

        // Then
        assertThat(withheld).isEmpty();
        assertThat(poison.mustBeAlone(REPLY)).isFalse();
    }

    @Test
    void forgetsEverythingInANewTerm() {
        // Given
        endedAlone(REPLY);
        poison.ended(List.of(OTHER, OTHER + 1), false);
        poison.ended(List.of(OTHER, OTHER + 1), false);

        // When
        poison.clear();

        // Then
        assertThat(poison.hasSuspects()).isFalse();
        assertThat(poison.mustBeAlone(OTHER)).isFalse();
    }
}
