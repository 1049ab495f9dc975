package io.nightdesk.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PoisonFrameIsolatorTest {

    private final List<Integer> processed = new ArrayList<>();
    private final List<Integer> rejected = new ArrayList<>();
    private final Map<Integer, Integer> attemptsAlone = new TreeMap<>();
    private int controls;
    private boolean failingControls;

    private PoisonFrameIsolator<Integer> isolator(IntPredicate poisonous) {
        return new PoisonFrameIsolator<>(
                new PoisonFrameIsolator.Work<>() {
                    @Override
                    public void process(List<Integer> frames) {
                        if (frames.size() == 1) {
                            attemptsAlone.merge(frames.get(0), 1, Integer::sum);
                        }
                        if (frames.stream().anyMatch(poisonous::test)) {
                            throw new IllegalArgumentException("poison");
                        }
                        processed.addAll(frames);
                    }

                    @Override
                    public void control() {
                        controls++;
                        if (failingControls) {
                            throw new IllegalStateException("no frame can be processed");
                        }
                    }

                    @Override
                    public void reject(Integer frame, RuntimeException failure) {
                        rejected.add(frame);
                    }
                },
                IllegalArgumentException.class::isInstance);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 99, 100, 255})
    void rejectsOnePoisonFrameWhereverItIs(int poison) {
        // Given
        List<Integer> frames = IntStream.range(0, 256).boxed().toList();

        // When
        isolator(frame -> frame == poison).process(frames);

        // Then
        assertThat(rejected).containsExactly(poison);
        assertThat(processed)
                .isEqualTo(frames.stream().filter(frame -> frame != poison).toList());
        assertThat(attemptsAlone.get(poison)).isEqualTo(PoisonFrameIsolator.ATTEMPTS);
    }

    @Test
    void processesABatchWithoutPoisonAtOnce() {
        // When
        isolator(frame -> false).process(List.of(1, 2, 3));

        // Then
        assertThat(processed).containsExactly(1, 2, 3);
        assertThat(attemptsAlone).isEmpty();
    }

    @Test
    void rejectsEveryPoisonFrameInOrder() {
        // When
        isolator(frame -> frame % 2 == 0).process(List.of(1, 2, 3, 4, 5));

        // Then
        assertThat(rejected).containsExactly(2, 4);
        assertThat(processed).containsExactly(1, 3, 5);
    }

    @Test
    void keepsAFrameThatFailedAloneByChance() {
        // Given
        int[] failuresLeft = {3};

        // When
        isolator(frame -> frame == 2 && failuresLeft[0]-- > 0).process(List.of(1, 2));

        // Then
        assertThat(rejected).isEmpty();
        assertThat(processed).containsExactly(1, 2);
    }

    @Test
    void rejectsAFrameOnlyAfterAControlBetweenAnyTwoOfItsFailures() {
        // When
        isolator(frame -> true).process(List.of(1));

        // Then
        assertThat(rejected).containsExactly(1);
        assertThat(controls).isEqualTo(PoisonFrameIsolator.ATTEMPTS - 1);
    }

    @Test
    void rejectsNothingWhenTheControlFailsToo() {
        // Given
        failingControls = true;

        // When
        Throwable failure = catchThrowable(() -> isolator(frame -> frame == 2).process(List.of(1, 2, 3, 4)));

        // Then
        assertThat(failure).isInstanceOf(IllegalStateException.class);
        assertThat(rejected).isEmpty();
    }

    @Test
    void rejectsNothingInAnOutage() {
        // Given
        PoisonFrameIsolator<Integer> isolator = isolator(frame -> {
            throw new IllegalStateException("away");
        });

        // When / Then
        assertThatThrownBy(() -> isolator.process(List.of(1, 2))).isInstanceOf(IllegalStateException.class);
        assertThat(rejected).isEmpty();
    }
}
