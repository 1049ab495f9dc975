package io.nightdesk.faq.match;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nightdesk.faq.Rule.Exclusion;
import io.nightdesk.faq.match.Match.Verdict;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Explains a {@link Match} to admins. Stored as JSON with each exchange, and returned by dry runs. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "Why the rules gave this result.")
public record MatchTrace(
        @Schema(
                description =
                        "The text as it was matched: without differences of case, width and punctuation, in simplified"
                                + " characters.")
        String folded,

        @Schema(description = "Every rule that matches, the winner first.")
        List<TraceCandidate> candidates,

        @Schema(description = "The result: answered by a rule, suggested some rules, or no rule fits.")
        String result,

        @Schema(
                description =
                        "The keys of rules of which not all patterns were searched for, because the patterns of all"
                                + " rules together would have taken too long; absent if there is none.")
        @Nullable
        List<String> failedRules,

        @Schema(
                description = "Which of the customer's orders the answer is about, and why; absent if it needs none.",
                nullable = true)
        @Nullable
        String order) {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** A trace is stored with each exchange, so it must not grow with the number of rules. */
    private static final int MAX_FAILED_RULES = 20;

    /** A rule that matches. */
    @RegisterForReflection
    @Schema(name = "TraceCandidate", description = "A rule that matches.")
    public record TraceCandidate(
            @Schema(description = "The rule's key.") String rule,

            @Schema(description = "Why the rule matches.") String because,

            int priority,

            @Schema(description = "Whether the rule won, or why it lost.")
            String verdict) {}

    public MatchTrace {
        candidates = List.copyOf(candidates);
        failedRules = failedRules == null || failedRules.isEmpty() ? null : List.copyOf(failedRules);
    }

    public static MatchTrace of(Match match) {
        return new MatchTrace(
                match.folded(),
                match.candidates().stream()
                        .map(candidate -> new TraceCandidate(
                                candidate.ruleKey(),
                                candidate.evidence().describe(),
                                candidate.priority(),
                                describe(candidate, match)))
                        .toList(),
                describe(match.verdict()),
                match.failedRules().stream().sorted().limit(MAX_FAILED_RULES).toList(),
                /* order= */ null);
    }

    /** A copy that also says which orders the answer is about. */
    public MatchTrace withOrder(String selection) {
        return new MatchTrace(folded, candidates, result, failedRules, selection);
    }

    /** Builds the JSON by hand instead of by reflection, because it is on the path of every answer. */
    public ObjectNode toJson() {
        ObjectNode trace = JSON.objectNode().put("folded", folded);
        ArrayNode array = trace.putArray("candidates");
        for (TraceCandidate candidate : candidates) {
            array.addObject()
                    .put("rule", candidate.rule)
                    .put("because", candidate.because)
                    .put("priority", candidate.priority)
                    .put("verdict", candidate.verdict);
        }
        trace.put("result", result);
        if (failedRules != null) {
            failedRules.forEach(trace.putArray("failedRules")::add);
        }
        if (order != null) {
            trace.put("order", order);
        }
        return trace;
    }

    private static String describe(Candidate candidate, Match match) {
        if (match.verdict() instanceof Verdict.Answer answer) {
            return candidate.ruleKey().equals(answer.rule().key())
                    ? "won"
                    : candidate.reasonForLosingTo(match.candidates().get(0));
        }
        if (match.verdict() instanceof Verdict.Suggestions suggestions
                && suggestions.rules().stream().anyMatch(rule -> rule.key().equals(candidate.ruleKey()))) {
            return "suggested, not certain enough to answer";
        }
        return candidate.exclusion().map(Exclusion::reason).orElse("not similar enough");
    }

    private static String describe(Verdict verdict) {
        if (verdict instanceof Verdict.Answer answer) {
            return "answered by " + answer.rule().key();
        }
        return verdict instanceof Verdict.Suggestions suggestions
                ? "suggested " + suggestions.rules().size() + " rules"
                : "no rule fits";
    }
}
