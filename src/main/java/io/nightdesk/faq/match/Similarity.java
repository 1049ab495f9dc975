package io.nightdesk.faq.match;

import java.util.List;
import java.util.function.Predicate;

/** Finds the rules whose example questions are most like a text. */
public interface Similarity {

    /**
     * The likest rules among the eligible ones, the likest first, ties by key; at most {@code most}. Only rules that share
     * something with the text.
     *
     * @param folded the text as {@link TextNormalizer} leaves it
     * @param eligible by key; may be asked about some rules only, and always answers alike
     */
    List<Likeness> nearest(String folded, Predicate<String> eligible, int most);

    /**
     * How like a text a rule is.
     *
     * @param score how like the rule's examples are, 0 to 1
     * @param confidence how sure it is that this rule is meant and no other, 0 to 2: the score plus its lead over the likest
     *     other eligible rule's (a lead over 0 where there is none). Whoever is not the first lags, and has less than its score
     * @param example the likest of the rule's examples, folded
     */
    public record Likeness(String ruleKey, double score, double confidence, String example) {

        public Likeness {
            if (!(score >= 0 && score <= 1 && confidence >= 0 && confidence <= 2)) {
                throw new IllegalArgumentException("no likeness: score=" + score + " confidence=" + confidence);
            }
        }
    }
}
