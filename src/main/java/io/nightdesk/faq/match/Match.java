package io.nightdesk.faq.match;

import io.nightdesk.faq.Rule;
import java.util.List;
import java.util.Optional;

/**
 * What the rules make of one text.
 *
 * @param folded the text as it was matched
 * @param candidates the rules that fired, in {@link Candidate#WINNING_ORDER}
 */
public record Match(String folded, List<Candidate> candidates, Verdict verdict) {

    public Match {
        candidates = List.copyOf(candidates);
    }

    /** What made the rule fire that answers; empty where none does. */
    public Optional<Evidence> winning() {
        return verdict instanceof Verdict.Answer
                ? candidates.stream().findFirst().map(Candidate::evidence)
                : Optional.empty();
    }

    /** What to say. */
    public sealed interface Verdict {

        /** This rule's answer. */
        record Answer(Rule rule) implements Verdict {}

        /** No answer is sure enough; these rules are worth offering, the likest first. */
        record Suggestions(List<Rule> rules) implements Verdict {
            public Suggestions {
                rules = List.copyOf(rules);
            }
        }

        /** No rule fits. */
        record Nothing() implements Verdict {}
    }
}
