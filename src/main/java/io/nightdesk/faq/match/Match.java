package io.nightdesk.faq.match;

import io.nightdesk.faq.Rule;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The result of matching one text.
 *
 * @param folded the text as it was matched, see {@link TextNormalizer#fold}
 * @param candidates the rules that match, in the order {@link Candidate#WINNER_FIRST}
 * @param failedRules the keys of rules with patterns that were not searched for, because that would have taken too long
 */
public record Match(String folded, List<Candidate> candidates, Verdict verdict, Set<String> failedRules) {

    public Match {
        candidates = List.copyOf(candidates);
        failedRules = Set.copyOf(failedRules);
    }

    /** The evidence for the rule that answers; empty if none does. */
    public Optional<Evidence> winningEvidence() {
        return verdict instanceof Verdict.Answer
                ? candidates.stream().findFirst().map(Candidate::evidence)
                : Optional.empty();
    }

    /** What to reply. */
    public sealed interface Verdict {

        /** The rule's answer. */
        record Answer(Rule rule) implements Verdict {}

        /** No answer is certain enough. These rules are suggested, the most similar first. */
        record Suggestions(List<Rule> rules) implements Verdict {
            public Suggestions {
                rules = List.copyOf(rules);
            }
        }

        /** No rule fits. */
        record Nothing() implements Verdict {}
    }
}
