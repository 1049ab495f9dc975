package io.nightdesk.faq.match;

import io.nightdesk.faq.Rule.Exclusion;
import io.nightdesk.faq.match.Evidence.Strength;
import java.util.Comparator;
import java.util.Optional;

/**
 * A rule that matches a text.
 *
 * @param evidence the strongest evidence for the rule
 * @param exclusion why the rule may not answer although it matches
 */
public record Candidate(String ruleKey, int priority, Evidence evidence, Optional<Exclusion> exclusion) {

    /**
     * Orders candidates from the winner to the weakest. A total order, so the same input always has the same winner. Priority
     * is ignored for similarity, because the score says more about what the customer means.
     */
    public static final Comparator<Candidate> WINNER_FIRST = Comparator.comparing(Candidate::isExcluded)
            .thenComparing(candidate -> candidate.evidence().strength())
            .thenComparing(Comparator.comparingInt(Candidate::effectivePriority).reversed())
            .thenComparing(Comparator.<Candidate>comparingDouble(
                            candidate -> candidate.evidence().weight())
                    .reversed())
            .thenComparing(Candidate::ruleKey)
            .thenComparing(candidate -> candidate.evidence().describe());

    /** Whether the rule may not answer. */
    boolean isExcluded() {
        return exclusion.isPresent();
    }

    private int effectivePriority() {
        return evidence.strength() == Strength.SIMILARITY ? 0 : priority;
    }

    /** Why this candidate lost to {@code winner}, as text for admins. */
    String reasonForLosingTo(Candidate winner) {
        if (exclusion.isPresent()) {
            return exclusion.get().reason();
        }
        if (evidence.strength() != winner.evidence.strength()) {
            return switch (winner.evidence.strength()) {
                case MENU -> "the customer chose another rule from the menu";
                case EXACT -> "another rule has exactly this question";
                case KEYWORD_OR_REGEX, SIMILARITY -> "keywords and patterns win over similarity";
            };
        }
        if (effectivePriority() != winner.effectivePriority()) {
            return "lower priority";
        }
        if (evidence.weight() == winner.evidence.weight()) {
            return "tied, and its key sorts later";
        }
        return evidence.strength() == Strength.SIMILARITY ? "less similar" : "less specific";
    }
}
