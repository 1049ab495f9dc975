package io.nightdesk.ledger;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nightdesk.faq.Candidate;
import io.nightdesk.faq.Match;
import java.util.Locale;

/** The stored form of why an answer was given. */
final class TraceJson {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private TraceJson() {}

    static String write(Match match) {
        ObjectNode trace = JSON.objectNode().put("folded", match.folded());
        ArrayNode candidates = trace.putArray("candidates");
        for (Candidate candidate : match.candidates()) {
            Candidate winner = match.candidates().get(0);
            candidates
                    .addObject()
                    .put("rule", candidate.ruleKey())
                    .put("by", candidate.kind().name().toLowerCase(Locale.ROOT))
                    .put("priority", candidate.priority())
                    .put("specificity", candidate.specificity())
                    .put("verdict", candidate.equals(winner) ? "won" : candidate.lostTo(winner));
        }
        return trace.toString();
    }
}
