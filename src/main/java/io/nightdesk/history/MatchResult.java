package io.nightdesk.history;

import io.nightdesk.faq.Rule;
import io.nightdesk.faq.match.Match.Verdict;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What the rules say to a question, as the API shows it. */
@RegisterForReflection
@Schema(name = "MatchResult", description = "What the rules say to a question.")
record MatchResult(
        Kind kind,

        @Schema(
                description =
                        "The key of the rule that answers, or the keys of those that are suggested, the best first.")
        List<String> rules) {

    /** Whether a rule answers. */
    enum Kind {
        ANSWERED,
        SUGGESTED,
        NONE
    }

    MatchResult {
        rules = List.copyOf(rules);
    }

    static MatchResult of(Verdict verdict) {
        if (verdict instanceof Verdict.Answer answer) {
            return new MatchResult(Kind.ANSWERED, List.of(answer.rule().key()));
        }
        return verdict instanceof Verdict.Suggestions suggestions
                ? new MatchResult(
                        Kind.SUGGESTED,
                        suggestions.rules().stream().map(Rule::key).toList())
                : new MatchResult(Kind.NONE, List.of());
    }

    /** The result in words. */
    String describe() {
        return switch (kind) {
            case ANSWERED -> "answered by " + rules.get(0);
            case SUGGESTED -> "suggested " + String.join(", ", rules);
            case NONE -> "no rule fits";
        };
    }
}
