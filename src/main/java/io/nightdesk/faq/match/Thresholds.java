package io.nightdesk.faq.match;

/**
 * From when on likeness counts.
 *
 * @param answer the confidence from which a rule answers, 0 to 2; see {@link Similarity.Likeness}
 * @param suggest the score from which a rule is offered, 0 to 1
 */
public record Thresholds(double answer, double suggest) {

    /** How many rules are offered at most. */
    static final int MOST_SUGGESTIONS = 3;

    /**
     * A rule with fewer examples is offered, but does not answer by likeness: with one example a rule a quarter of the
     * answers were wrong.
     */
    public static final int LEAST_EXAMPLES = 3;

    /**
     * What is shipped. On three public question sets nine of ten answers or more were right, a third of the questions being
     * such that no rule answers them; see the README.
     */
    public static final Thresholds SHIPPED = new Thresholds(0.8, 0.25);
}
