package io.nightdesk.faq;

/**
 * From when on likeness counts.
 *
 * @param answer the confidence from which a rule answers, 0 to 2; see {@link Similarity.Likeness}
 * @param suggest the score from which a rule is offered, 0 to 1
 */
public record Thresholds(double answer, double suggest) {

    /** How many rules are offered at most. */
    static final int MOST_SUGGESTIONS = 3;

    /** What is shipped: held 90 % right answers on question sets that they were not chosen on. */
    public static final Thresholds SHIPPED = new Thresholds(0.9, 0.25);
}
