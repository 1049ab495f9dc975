package io.nightdesk.faq.rules;

import static io.nightdesk.faq.RuleSamples.NOW;
import static io.nightdesk.faq.RuleSamples.exact;
import static io.nightdesk.faq.RuleSamples.examples;
import static io.nightdesk.faq.RuleSamples.keywords;
import static io.nightdesk.faq.RuleSamples.regex;
import static io.nightdesk.faq.RuleSamples.rule;
import static io.nightdesk.faq.RuleSamples.scoped;
import static io.nightdesk.faq.RuleSamples.triggers;
import static io.nightdesk.faq.RuleSamples.valid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.nightdesk.faq.Answers;
import io.nightdesk.faq.Rule;
import io.nightdesk.faq.RuleSamples;
import io.nightdesk.faq.match.CompiledRules;
import io.nightdesk.faq.match.Thresholds;
import io.nightdesk.rest.EnglishError;
import io.nightdesk.rest.FieldError;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class RuleLinterTest {

    private static final List<String> NO = List.of();

    @ParameterizedTest
    @MethodSource
    void warns(Rule rule, List<Rule> others, EnglishError warning) {
        List<Rule> all = Stream.concat(Stream.of(rule), others.stream()).toList();

        assertThat(EnglishError.from(linter(all).warnings(rule))).containsExactly(warning);
    }

    @ParameterizedTest
    @MethodSource("warns")
    void warnsOfARuleThatIsNotInForceYet(Rule rule, List<Rule> others, EnglishError warning) {
        assertThat(EnglishError.from(linter(others).warnings(rule))).containsExactly(warning);
    }

    @Test
    void warnsOfTheNewTriggersWhenARuleIsReplaced() {
        // Given
        Rule inForce = exact("b", 0, "在吗");
        Rule replacement = exact("b", 0, "怎么退货");

        // When
        List<FieldError> warnings =
                linter(List.of(inForce, exact("a", 0, "怎么退货"))).warnings(replacement);

        // Then
        assertThat(EnglishError.from(warnings))
                .containsExactly(EnglishError.of(
                        "triggers.exact[0]", "is a question of rule a too: this rule never answers it"));
    }

    static Stream<Arguments> warns() {
        return Stream.of(
                argumentSet(
                        "of the same question where it loses",
                        exact("b", 0, "怎么退货"),
                        List.of(exact("a", 0, "怎麼退貨？")),
                        EnglishError.of(
                                "triggers.exact[0]", "is a question of rule a too: this rule never answers it")),
                argumentSet(
                        "of the same question where it wins",
                        examples("a", "怎么退货", "什么时候开门营业", "北京有几家分店"),
                        List.of(exact("b", 0, "怎么退货")),
                        EnglishError.of("triggers.examples[0]", "is a question of rule b too: this rule wins")),
                argumentSet(
                        "of almost the same example",
                        examples("a", "请问你们家怎么申请退货呀", "什么时候开门营业", "北京有几家分店"),
                        List.of(examples("b", "请问你们家怎么申请退货")),
                        EnglishError.of("triggers.examples[0]", "is almost the same as \"请问你们家怎么申请退货\" of rule b")),
                argumentSet(
                        "of too few examples to answer by similarity",
                        examples("a", "什么时候开门营业", "北京有几家分店"),
                        List.of(),
                        EnglishError.of(
                                "triggers.examples",
                                "are fewer than 3: the rule is suggested for similar texts, but does not answer them")),
                argumentSet(
                        "of keywords that another rule always beats",
                        keywords("narrow", 0, "退货", "运费"),
                        List.of(keywords("wide", 1, "退货")),
                        EnglishError.of(
                                "triggers.keywords[0]",
                                "never wins: rule wide matches every text that this trigger matches, and wins")),
                argumentSet(
                        "of the same keywords",
                        keywords("b", 0, "退货"),
                        List.of(keywords("a", 0, "退貨")),
                        EnglishError.of(
                                "triggers.keywords[0]",
                                "never wins: rule a matches every text that this trigger matches, and wins")),
                argumentSet(
                        "of a single character",
                        keywords("a", 0, "药"),
                        List.of(),
                        EnglishError.of(
                                "triggers.keywords[0].all[0]", "is a single character, which matches many texts")),
                argumentSet(
                        "of a pattern without a literal text",
                        regex("a", 0, "[退换].*"),
                        List.of(),
                        EnglishError.of(
                                "triggers.regexes[0]",
                                "has no literal text that must occur, so it is searched for in every message: add one")),
                argumentSet(
                        "of a validity in the past",
                        valid(exact("a", 0, "在吗"), new Rule.Validity(Optional.empty(), Optional.of(NOW))),
                        List.of(),
                        EnglishError.of("validity.until", "is in the past: the rule no longer answers")),
                argumentSet(
                        "of a menu entry without a rule",
                        rule(
                                "a",
                                0,
                                exact("a", 0, "在吗").triggers(),
                                new Answers(RuleSamples.answers("a").variants(), List.of("gone"))),
                        List.of(),
                        EnglishError.of(
                                "answers.menu[0]",
                                "is the key of a rule that does not exist: the entry is left out of the menu")),
                argumentSet(
                        "of no triggers",
                        exact("a", 0),
                        List.of(),
                        EnglishError.of(
                                "triggers", "are empty: the rule can only be chosen from menus of other rules")));
    }

    @ParameterizedTest
    @MethodSource
    void doesNotWarnWhenTheRuleCanWin(Rule rule, Rule other) {
        assertThat(linter(List.of(rule, other)).warnings(rule)).isEmpty();
    }

    static Stream<Arguments> doesNotWarnWhenTheRuleCanWin() {
        return Stream.of(
                argumentSet("more specific keywords", keywords("narrow", 0, "退货", "运费"), keywords("wide", 0, "退货")),
                argumentSet(
                        "keywords that another rule does not always beat",
                        rule("some", 0, triggers(new Rule.Keywords(List.of("退货"), List.of("运费", "多久"), NO))),
                        keywords("other", 1, "退货", "运费")),
                argumentSet(
                        "keywords beaten only where a word is missing",
                        keywords("a", 0, "退货", "运费"),
                        rule("b", 1, triggers(new Rule.Keywords(List.of("退货"), NO, List.of("换货"))))),
                argumentSet("another business type", exact("a", 0, "在吗"), scoped(exact("b", 1, "好的"), Set.of(7))),
                argumentSet(
                        "another question", examples("a", "今天发货吗", "什么时候开门营业", "北京有几家分店"), examples("b", "怎么申请退款")));
    }

    @Test
    void doesNotWarnOfTheSameQuestionInAnotherBusinessType() {
        Rule rule = scoped(exact("a", 0, "在吗"), Set.of(20));
        Rule other = scoped(exact("b", 1, "在吗"), Set.of(7));

        assertThat(linter(List.of(rule, other)).warnings(rule))
                .noneMatch(warning -> warning.message().inEnglish().startsWith("is a question of rule"));
    }

    @Test
    void warnsOfAMenuEntryForADisabledRule() {
        // Given
        Rule rule = rule(
                "a",
                0,
                exact("a", 0, "在吗").triggers(),
                new Answers(RuleSamples.answers("a").variants(), List.of("disabled")));
        RuleLinter linter = new RuleLinter(CompiledRules.EMPTY, Set.of("disabled"), NOW);

        // When
        List<FieldError> warnings = linter.warnings(rule);

        // Then
        assertThat(EnglishError.from(warnings))
                .containsExactly(EnglishError.of(
                        "answers.menu[0]", "is the key of a disabled rule: the entry is left out of the menu"));
    }

    private static RuleLinter linter(List<Rule> inForce) {
        return new RuleLinter(
                CompiledRules.compile(inForce, Thresholds.DEFAULT),
                inForce.stream().map(Rule::key).collect(Collectors.toSet()),
                NOW);
    }
}
