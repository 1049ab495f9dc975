package io.nightdesk.faq;

import java.util.Comparator;

/**
 * A rule that fired for a text.
 *
 * @param kind by which sort of trigger
 * @param specificity how many characters of the text its trigger explains
 */
public record Candidate(String ruleKey, Kind kind, int priority, int specificity) {

    /** The order in which candidates win, the first one being the winner; total, so that the winner is always the same. */
    public static final Comparator<Candidate> WINNING_ORDER = Comparator.comparing(Candidate::kind)
            .thenComparing(Comparator.comparingInt(Candidate::priority).reversed())
            .thenComparing(Comparator.comparingInt(Candidate::specificity).reversed())
            .thenComparing(Candidate::ruleKey);

    /** Sorts of triggers, the strongest first. */
    public enum Kind {
        EXACT,
        KEYWORDS
    }

    /** Why this candidate lost to {@code winner}, in words for an admin. */
    public String lostTo(Candidate winner) {
        if (kind != winner.kind) {
            return "an exact question beats keywords";
        }
        if (priority != winner.priority) {
            return "lower priority";
        }
        return specificity == winner.specificity ? "equal in all, and its key comes later" : "less specific keywords";
    }
}
