package io.nightdesk.faq;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightdesk.faq.Answers.Variant;
import io.nightdesk.faq.Rule.After;
import io.nightdesk.faq.Rule.Keywords;
import io.nightdesk.faq.Rule.Triggers;
import io.nightdesk.faq.Rule.Validity;
import io.nightdesk.faq.match.CompiledRules;
import io.nightdesk.faq.match.MatchQuery;
import io.nightdesk.faq.match.Thresholds;
import io.nightdesk.faq.rules.RuleForm;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Rules for tests. */
public final class RuleSamples {

    public static final int SHOP = MatchQuery.SHOP;

    public static final Instant NOW = Instant.parse("2026-11-23T13:00:00Z");

    private static final List<String> NO = List.of();

    private RuleSamples() {}

    /** An enabled rule, always valid in all business types, that answers with its key. */
    public static Rule rule(String key, int priority, Triggers triggers) {
        return rule(key, priority, triggers, answers(key));
    }

    public static Rule rule(String key, int priority, Triggers triggers, Answers answers) {
        return new Rule(
                key, key, true, priority, triggers, answers, Validity.ALWAYS, Set.of(), List.of(), After.NOTHING);
    }

    public static Rule exact(String key, int priority, String... questions) {
        return rule(key, priority, new Triggers(Arrays.asList(questions), List.of(), NO, NO));
    }

    /** A rule with one trigger that requires all the words. */
    public static Rule keywords(String key, int priority, String... all) {
        return rule(key, priority, triggers(new Keywords(Arrays.asList(all), NO, NO)));
    }

    public static Rule regex(String key, int priority, String... regexes) {
        return rule(key, priority, new Triggers(NO, List.of(), Arrays.asList(regexes), NO));
    }

    public static Rule examples(String key, String... examples) {
        return rule(key, 0, new Triggers(NO, List.of(), NO, Arrays.asList(examples)));
    }

    public static Triggers triggers(Keywords... keywords) {
        return new Triggers(NO, Arrays.asList(keywords), NO, NO);
    }

    public static Rule valid(Rule rule, Validity validity) {
        return new Rule(
                rule.key(),
                rule.title(),
                rule.enabled(),
                rule.priority(),
                rule.triggers(),
                rule.answers(),
                validity,
                rule.scope(),
                rule.tags(),
                rule.after());
    }

    public static Rule scoped(Rule rule, Set<Integer> scope) {
        return new Rule(
                rule.key(),
                rule.title(),
                rule.enabled(),
                rule.priority(),
                rule.triggers(),
                rule.answers(),
                rule.validity(),
                scope,
                rule.tags(),
                rule.after());
    }

    /** A copy that hands the session off to agents. */
    public static Rule handingOff(Rule rule) {
        return new Rule(
                rule.key(),
                rule.title(),
                rule.enabled(),
                rule.priority(),
                rule.triggers(),
                rule.answers(),
                rule.validity(),
                rule.scope(),
                rule.tags(),
                Rule.After.HAND_OFF);
    }

    /** One text in Chinese. */
    public static Answers answers(String chinese) {
        return new Answers(List.of(new Variant.Text(Optional.of(chinese), Optional.empty())), NO);
    }

    public static Answers answers(String chinese, String english) {
        return new Answers(List.of(new Variant.Text(Optional.of(chinese), Optional.of(english))), NO);
    }

    public static CompiledRules compile(Rule... rules) {
        return CompiledRules.compile(Arrays.asList(rules), Thresholds.DEFAULT);
    }

    /** Compiles rules given as JSON in the format of the API. */
    public static CompiledRules parse(String json) throws IOException {
        List<RuleForm> rules = new ObjectMapper().readValue(json, new TypeReference<>() {});
        return CompiledRules.compile(rules.stream().map(RuleForm::toRule).toList(), Thresholds.DEFAULT);
    }

    public static MatchQuery question(String text, String... menu) {
        return new MatchQuery(text, SHOP, NOW, Arrays.asList(menu));
    }
}
