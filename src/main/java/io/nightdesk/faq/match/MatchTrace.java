package io.nightdesk.faq.match;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nightdesk.faq.Rule;
import io.nightdesk.faq.match.Match.Verdict;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why an answer was given: stored as JSON with each exchange, returned by a trial, to be read by an admin. */
@RegisterForReflection
@Schema(description = "Why an answer was given.")
public record MatchTrace(
        @Schema(description = "The text as it is matched.") String folded,

        @Schema(description = "Every rule that fired, the winner first.")
        List<Considered> candidates,

        @Schema(description = "What came of it: answered by a rule, suggested some, or no rule fits.")
        String result) {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** A rule that fired. */
    @RegisterForReflection
    @Schema(name = "TraceCandidate", description = "A rule that fired.")
    public record Considered(
            @Schema(description = "Its key.") String rule,
            @Schema(description = "What made it fire.") String because,
            int priority,

            @Schema(description = "Whether it won, or why it lost.")
            String verdict) {}

    public MatchTrace {
        candidates = List.copyOf(candidates);
    }

    public static MatchTrace of(Match match) {
        return new MatchTrace(
                match.folded(),
                match.candidates().stream()
                        .map(candidate -> new Considered(
                                candidate.ruleKey(),
                                candidate.evidence().describe(),
                                candidate.priority(),
                                verdict(candidate, match)))
                        .toList(),
                result(match.verdict()));
    }

    /** By hand, for the desk writes one with every answer. */
    public ObjectNode toJson() {
        ObjectNode trace = JSON.objectNode().put("folded", folded);
        ArrayNode array = trace.putArray("candidates");
        for (Considered candidate : candidates) {
            array.addObject()
                    .put("rule", candidate.rule)
                    .put("because", candidate.because)
                    .put("priority", candidate.priority)
                    .put("verdict", candidate.verdict);
        }
        return trace.put("result", result);
    }

    private static String verdict(Candidate candidate, Match match) {
        if (match.verdict() instanceof Verdict.Answer answer) {
            return candidate.ruleKey().equals(answer.rule().key())
                    ? "won"
                    : candidate.lostTo(match.candidates().get(0));
        }
        if (match.verdict() instanceof Verdict.Suggestions suggestions
                && suggestions.rules().stream().anyMatch(rule -> rule.key().equals(candidate.ruleKey()))) {
            return "suggested, not sure enough to answer";
        }
        return candidate.barred().map(Rule.Barred::reason).orElse("not like enough");
    }

    private static String result(Verdict verdict) {
        if (verdict instanceof Verdict.Answer answer) {
            return "answered by " + answer.rule().key();
        }
        return verdict instanceof Verdict.Suggestions suggestions
                ? "suggested " + suggestions.rules().size() + " rules"
                : "no rule fits";
    }
}
