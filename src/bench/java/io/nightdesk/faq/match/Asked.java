package io.nightdesk.faq.match;

import java.util.List;
import java.util.Optional;

/**
 * One question after it was asked.
 *
 * @param meant the rule that answers it, if one does
 * @param guesses the best first
 */
record Asked(Optional<String> meant, List<Guess> guesses) {

    /** What the matcher would answer. */
    record Guess(String rule, double confidence) {}

    boolean isRight(int most) {
        return meant.isPresent()
                && guesses.stream().limit(most).anyMatch(guess -> guess.rule().equals(meant.get()));
    }

    double confidence() {
        return guesses.isEmpty() ? 0 : guesses.get(0).confidence();
    }
}
