package io.nightdesk.faq;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nightdesk.faq.Match.Verdict;

/** The JSON form of why an answer was given: stored with each exchange, returned by a trial, to be read by an admin. */
public final class Trace {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Trace() {}

    /** {@code {"folded": …, "candidates": [{"rule", "because", "priority", "verdict"}, …], "result": …}}. */
    public static ObjectNode of(Match match) {
        ObjectNode trace = JSON.objectNode().put("folded", match.folded());
        ArrayNode candidates = trace.putArray("candidates");
        for (Candidate candidate : match.candidates()) {
            candidates
                    .addObject()
                    .put("rule", candidate.ruleKey())
                    .put("because", candidate.evidence().describe())
                    .put("priority", candidate.priority())
                    .put("verdict", verdict(candidate, match));
        }
        return trace.put("result", result(match.verdict()));
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
