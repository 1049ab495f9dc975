package io.nightdesk.faq.match;

import io.nightdesk.faq.Rule.Barred;
import io.nightdesk.faq.match.Evidence.Strength;
import java.util.Comparator;
import java.util.Optional;

/**
 * A rule that fired for a text.
 *
 * @param evidence the strongest of what made it fire
 * @param barred why it may not answer all the same
 */
public record Candidate(String ruleKey, int priority, Evidence evidence, Optional<Barred> barred) {

    /**
     * The order in which candidates win, the first one being the winner; total, so that the winner is always the same. How
     * like a text is to examples says more than a priority, so that counts only among other evidence.
     */
    public static final Comparator<Candidate> WINNING_ORDER = Comparator.comparing(
                    (Candidate c) -> c.barred().isPresent())
            .thenComparing(c -> c.evidence().strength())
            .thenComparing(Comparator.comparingInt(Candidate::weightyPriority).reversed())
            .thenComparing(
                    Comparator.<Candidate>comparingDouble(c -> c.evidence().weight())
                            .reversed())
            .thenComparing(Candidate::ruleKey)
            .thenComparing(c -> c.evidence().describe());

    private int weightyPriority() {
        return evidence.strength() == Strength.LIKENESS ? 0 : priority;
    }

    /** Why this candidate lost to {@code winner}, in words for an admin. */
    public String lostTo(Candidate winner) {
        if (barred.isPresent()) {
            return barred.get().reason();
        }
        if (evidence.strength() != winner.evidence.strength()) {
            return switch (winner.evidence.strength()) {
                case PICK -> "the customer picked another rule";
                case QUESTION -> "another rule has exactly this question";
                case WORDS, LIKENESS -> "words that occur beat likeness";
            };
        }
        if (weightyPriority() != winner.weightyPriority()) {
            return "lower priority";
        }
        if (evidence.weight() == winner.evidence.weight()) {
            return "equal in all, and its key comes later";
        }
        return evidence.strength() == Strength.LIKENESS ? "less like" : "less specific";
    }
}
