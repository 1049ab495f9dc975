package io.nightdesk.faq.match;

import io.nightdesk.faq.RuleSamples;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The sample rules of dev mode, compiled. */
public final class SampleRuleSet {

    private SampleRuleSet() {}

    public static CompiledRules load() throws IOException {
        try (InputStream in = SampleRuleSet.class.getResourceAsStream("/sample/rules.json")) {
            return RuleSamples.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
