package io.nightdesk.faq.match;

import java.util.List;
import java.util.Optional;

/**
 * A question and the matcher's result for it.
 *
 * @param expected the rule that answers the question; empty if none does
 * @param guesses the best one first
 */
record EvaluatedQuestion(Optional<String> expected, List<Guess> guesses) {

    /** A rule that the matcher found. */
    record Guess(String rule, double confidence) {}

    boolean isRight(int topGuesses) {
        return expected.isPresent()
                && guesses.stream()
                        .limit(topGuesses)
                        .anyMatch(guess -> guess.rule().equals(expected.get()));
    }

    double confidence() {
        return guesses.isEmpty() ? 0 : guesses.get(0).confidence();
    }
}
