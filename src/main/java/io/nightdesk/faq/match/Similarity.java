package io.nightdesk.faq.match;

import java.util.List;
import java.util.function.Predicate;

/** Finds the rules whose example questions are most similar to a text. */
public interface Similarity {

    /**
     * The most similar eligible rules, at most {@code limit}, in descending order of score; equal scores in the order of the
     * keys. Rules that have no feature in common with the text are left out.
     *
     * @param folded the text as {@link TextNormalizer#fold} returns it
     * @param eligible by rule key; must be stable during the call, and may be called for some rules only
     */
    List<Hit> nearest(String folded, Predicate<String> eligible, int limit);

    /**
     * A rule that is similar to a text.
     *
     * @param score how similar the text is to the rule's examples, from 0 to 1
     * @param confidence how certain it is that this rule is meant, from 0 to 2: the score plus its lead over the best other
     *     eligible rule. Without another rule the lead is the score itself; for all but the first rule it is negative
     * @param example the most similar example of the rule, folded
     */
    record Hit(String ruleKey, double score, double confidence, String example) {

        public Hit {
            if (!(score >= 0 && score <= 1 && confidence >= 0 && confidence <= 2)) {
                throw new IllegalArgumentException("out of range: score=" + score + " confidence=" + confidence);
            }
        }
    }
}
