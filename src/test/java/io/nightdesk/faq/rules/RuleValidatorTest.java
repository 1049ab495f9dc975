package io.nightdesk.faq.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightdesk.rest.EnglishError;
import io.nightdesk.rest.FieldError;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class RuleValidatorTest {

    @Test
    void acceptsARuleThatUsesEveryField() throws JsonProcessingException {
        RuleForm form = form("""
            {"key": "refund-time", "title": "退款多久到账", "enabled": false, "priority": -1000,
             "triggers": {"exact": ["退款"], "keywords": [{"all": ["退款"], "any": ["多久"], "none": ["换货"]}],
                          "regexes": ["退.{0,3}款"], "examples": ["退款什么时候到账"]},
             "answers": {"variants": [{"zh": "订单 {order.number}\\n{order.status}", "en": "soon"},
                                      {"image": "https://shop.example/refund.png"}],
                         "menu": ["returns", "refund"]},
             "validity": {"from": "2026-12-01T00:00:00+08:00", "until": "2026-12-31T00:00:00Z"},
             "scope": [20, 21], "tags": ["售后"], "after": "hand_off"}\
            """);

        assertThat(errors(form)).isEmpty();
    }

    @Test
    void convertsToARuleAndBackWithoutLoss() throws JsonProcessingException {
        // Given
        RuleForm form = form("""
            {"key": "a", "title": "A", "enabled": false, "priority": 7,
             "triggers": {"exact": ["x"], "keywords": [{"all": ["y"], "any": ["z"], "none": ["n"]}],
                          "regexes": ["r.+"], "examples": ["e"]},
             "answers": {"variants": [{"zh": "好", "en": "fine"}, {"image": "https://x.example/y.png"}],
                         "menu": ["returns"]},
             "validity": {"from": "2026-12-01T00:00:00Z"}, "scope": [20, 21], "tags": ["t"], "after": "hand_off"}\
            """);

        // When
        RuleForm again = RuleForm.of(form.toRule());

        // Then
        assertThat(again).isEqualTo(form);
    }

    @Test
    void reportsAllErrorsAtOnce() throws JsonProcessingException {
        RuleForm form = form("""
            {"key": "Refund!", "title": " ", "priority": 1001,
             "triggers": {"exact": ["？"], "keywords": [{"all": [" "], "none": ["x"]}, {"none": ["x"]}],
                          "regexes": ["(退", "a*"], "examples": ["a\\nb"]},
             "answers": {"variants": [{}, {"zh": "您的 {order.color}"}, {"image": "ftp://x"}, {"zh": "a", "image": "https://x"}],
                         "menu": ["No Key", "returns", "returns"]},
             "validity": {"from": "tomorrow", "until": "2026-12-01"},
             "scope": [null], "tags": [""], "after": "sleep"}\
            """);

        assertThat(EnglishError.from(errors(form)))
                .containsExactly(
                        EnglishError.of(
                                "key",
                                "must have from 1 to 64 characters: lower-case letters and digits in words joined by"
                                        + " hyphens"),
                        EnglishError.of("title", "must not be blank"),
                        EnglishError.of("priority", "must be from -1000 to 1000"),
                        EnglishError.of("scope[0]", "must not be null"),
                        EnglishError.of("tags[0]", "must not be blank"),
                        EnglishError.of("after", "must be nothing or hand_off"),
                        EnglishError.of(
                                "triggers.exact[0]",
                                "must have a letter, a digit or an emoji: all other characters are ignored"),
                        EnglishError.at("triggers.examples[0]", 1, "must have no line breaks or control characters"),
                        EnglishError.of("triggers.keywords[0].all[0]", "must not be blank"),
                        EnglishError.of(
                                "triggers.keywords[1]", "must have words in all or any, otherwise it never matches"),
                        EnglishError.at("triggers.regexes[0]", 0, "is not a valid RE2 pattern: missing closing )"),
                        EnglishError.at(
                                "triggers.regexes[1]", 0, "matches an empty text, so it would match every text"),
                        EnglishError.of("answers.variants[0]", "must have a text in zh or en, or an image"),
                        EnglishError.at(
                                "answers.variants[1].zh",
                                3,
                                "has an unknown placeholder; known are hours.next_open, hours.today, order.carrier,"
                                        + " order.number, order.placed, order.status, order.tracking"),
                        EnglishError.of(
                                "answers.variants[2].image", "must be an https address of at most 500 characters"),
                        EnglishError.of("answers.variants[3]", "must be a text or an image, not both"),
                        EnglishError.of("answers.menu[0]", "must be the key of a rule"),
                        EnglishError.of("answers.menu[2]", "must not be in the menu twice"),
                        EnglishError.of(
                                "validity.from", "must be a time with an offset, like 2026-12-01T00:00:00+08:00"),
                        EnglishError.of(
                                "validity.until", "must be a time with an offset, like 2026-12-01T00:00:00+08:00"));
    }

    @ParameterizedTest
    @MethodSource
    void rejects(String json, EnglishError error) throws JsonProcessingException {
        assertThat(EnglishError.from(errors(form(json)))).contains(error);
    }

    static Stream<Arguments> rejects() {
        return Stream.of(
                argumentSet(
                        "a key that is reserved for a path",
                        "{'key': 'problems'}",
                        EnglishError.of("key", "must not be problems, which is reserved for a path of the API")),
                argumentSet(
                        "no answer",
                        "{'key': 'a'}",
                        EnglishError.of("answers.variants", "must have at least one answer")),
                argumentSet(
                        "an image without https",
                        "{'answers': {'variants': [{'image': 'http://shop.example/a.png'}]}}",
                        EnglishError.of(
                                "answers.variants[0].image", "must be an https address of at most 500 characters")),
                argumentSet(
                        "an image without a host",
                        "{'answers': {'variants': [{'image': 'https:a.png'}]}}",
                        EnglishError.of(
                                "answers.variants[0].image", "must be an https address of at most 500 characters")),
                argumentSet(
                        "an image with a space in its address",
                        "{'answers': {'variants': [{'image': 'https://shop.example/a b.png'}]}}",
                        EnglishError.at("answers.variants[0].image", 22, "must be an https address")),
                argumentSet(
                        "itself in its menu",
                        "{'key': 'refund', 'answers': {'menu': ['refund']}}",
                        EnglishError.of("answers.menu[0]", "must not be the rule itself")),
                argumentSet(
                        "an end before the beginning",
                        "{'validity': {'from': '2026-12-01T00:00:00Z', 'until': '2026-12-01T08:00:00+08:00'}}",
                        EnglishError.of("validity.until", "must be after validity.from")),
                argumentSet(
                        "a time after the last year",
                        "{'validity': {'until': '+999999999-12-31T23:59:59Z'}}",
                        EnglishError.of(
                                "validity.until", "must be a time with an offset, like 2026-12-01T00:00:00+08:00")),
                argumentSet(
                        "a time before the first year",
                        "{'validity': {'from': '-999999999-01-01T00:00:00Z'}}",
                        EnglishError.of(
                                "validity.from", "must be a time with an offset, like 2026-12-01T00:00:00+08:00")),
                argumentSet(
                        "a placeholder in full-width braces",
                        "{'answers': {'variants': [{'zh': '订单｛ｏrder.status ｝'}]}}",
                        EnglishError.at(
                                "answers.variants[0].zh", 2, "has a placeholder that must be written {order.status}")),
                argumentSet(
                        "a placeholder without its second brace",
                        "{'answers': {'variants': [{'zh': '订单{order.status，谢谢'}]}}",
                        EnglishError.at(
                                "answers.variants[0].zh", 3, "has a placeholder that must be written {order.status}")),
                argumentSet(
                        "a placeholder in brackets of another kind",
                        "{'answers': {'variants': [{'zh': '订单【order.status】'}]}}",
                        EnglishError.at(
                                "answers.variants[0].zh", 3, "has a placeholder that must be written {order.status}")),
                argumentSet(
                        "a placeholder in doubled braces",
                        "{'answers': {'variants': [{'en': '{{order.status}}'}]}}",
                        EnglishError.at(
                                "answers.variants[0].en", 0, "has a placeholder that must be written {order.status}")),
                argumentSet(
                        "an unknown placeholder in full-width braces",
                        "{'answers': {'variants': [{'zh': '｛order_no｝'}]}}",
                        EnglishError.at(
                                "answers.variants[0].zh",
                                0,
                                "has an unknown placeholder; known are hours.next_open, hours.today, order.carrier,"
                                        + " order.number, order.placed, order.status, order.tracking")),
                argumentSet(
                        "half of a surrogate pair",
                        "{'answers': {'variants': [{'zh': 'a\\ud83d'}]}}",
                        EnglishError.at(
                                "answers.variants[0].zh", 1, "must not have U+0000 or half of a surrogate pair")),
                argumentSet(
                        "too long a text",
                        "{'answers': {'variants': [{'zh': '" + "好".repeat(2_001) + "'}]}}",
                        EnglishError.of("answers.variants[0].zh", "must have no more than 2000 characters")),
                argumentSet(
                        "too many questions",
                        "{'triggers': {'exact': [" + "'a',".repeat(200) + "'a']}}",
                        EnglishError.of("triggers.exact", "must have no more than 200 entries")),
                argumentSet(
                        "an explosive pattern",
                        "{'triggers': {'regexes': ['((a{50}){50}){50}']}}",
                        EnglishError.at("triggers.regexes[0]", 0, "is too large: write shorter repetitions")),
                argumentSet(
                        "a pattern that would take long to search for",
                        "{'triggers': {'regexes': ['(?:(?:.?){900}zzz)?\\\\b']}}",
                        EnglishError.at("triggers.regexes[0]", 0, "is too large: write shorter repetitions")));
    }

    private static List<FieldError> errors(RuleForm form) {
        return RuleValidator.errors(form);
    }

    private static RuleForm form(String json) throws JsonProcessingException {
        return new ObjectMapper().readValue(json.replace('\'', '"'), RuleForm.class);
    }
}
