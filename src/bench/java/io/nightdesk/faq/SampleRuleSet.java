package io.nightdesk.faq;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The rules of dev mode, compiled. */
public final class SampleRuleSet {

    private SampleRuleSet() {}

    public static RuleSet load() throws IOException {
        try (InputStream in = SampleRuleSet.class.getResourceAsStream("/sample/rules.json")) {
            List<RuleForm> rules = new ObjectMapper().readValue(in, new TypeReference<>() {});
            return RuleSet.compile(rules.stream().map(RuleForm::toRule).toList(), Thresholds.SHIPPED);
        }
    }
}
