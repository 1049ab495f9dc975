package io.nightdesk.faq.match;

/**
 * From which values on similarity counts.
 *
 * @param answer the confidence from which a rule answers, from 0 to 2; see {@link Similarity.Hit}
 * @param suggest the score from which a rule is suggested, from 0 to 1
 */
public record Thresholds(double answer, double suggest) {

    /** The maximum number of suggestions. */
    static final int MAX_SUGGESTIONS = 3;

    /**
     * A rule with fewer examples is suggested, but does not answer by similarity. With one example per rule, a quarter of such
     * answers were wrong in the evaluation.
     */
    public static final int MIN_EXAMPLES = 3;

    /**
     * The defaults. On three public question sets at least nine of ten answers were right when no rule answered a third of the
     * questions; the documentation of matching quality has the numbers.
     */
    public static final Thresholds DEFAULT = new Thresholds(0.8, 0.25);
}
