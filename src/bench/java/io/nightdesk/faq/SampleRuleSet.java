package io.nightdesk.faq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** The rules of dev mode, compiled. */
public final class SampleRuleSet {

    private SampleRuleSet() {}

    public static RuleSet load() throws IOException {
        List<Rule> rules = new ArrayList<>();
        try (InputStream in = SampleRuleSet.class.getResourceAsStream("/sample/rules.json")) {
            for (JsonNode rule : new ObjectMapper().readTree(in)) {
                rules.add(new Rule(
                        rule.path("key").asText(),
                        rule.path("priority").asInt(),
                        RuleJson.triggers(rule.path("triggers").toString()),
                        RuleJson.answers(rule.path("answers").toString())));
            }
        }
        return RuleSet.compile(rules);
    }
}
