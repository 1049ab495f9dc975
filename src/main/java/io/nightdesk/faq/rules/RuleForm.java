package io.nightdesk.faq.rules;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.nightdesk.faq.Answers;
import io.nightdesk.faq.Answers.Variant;
import io.nightdesk.faq.Rule;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A rule as JSON: in requests, in files and in the table. It may be invalid, see {@link RuleValidator}.
 *
 * @param key lower-case words joined by hyphens, at most 64 characters
 * @param enabled the default is true
 * @param priority the default is 0
 * @param scope business types; the default is all
 * @param after {@code nothing} (the default) or {@code hand_off}
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RuleForm(
        @Nullable String key,
        @Nullable String title,
        @Nullable Boolean enabled,
        @Nullable Integer priority,
        @Nullable TriggersForm triggers,
        @Nullable AnswersForm answers,
        @Nullable ValidityForm validity,
        @Nullable List<Integer> scope,
        @Nullable List<String> tags,

        @Schema(enumeration = {"nothing", "hand_off"}) @Nullable
        String after) {

    /** No value at all. */
    static final RuleForm NONE = new RuleForm(null, null, null, null, null, null, null, null, null, null);

    public static RuleForm of(Rule rule) {
        return new RuleForm(
                rule.key(),
                rule.title(),
                rule.enabled(),
                rule.priority(),
                TriggersForm.of(rule.triggers()),
                AnswersForm.of(rule.answers()),
                ValidityForm.of(rule.validity()),
                rule.scope().stream().sorted().toList(),
                rule.tags(),
                rule.after().name().toLowerCase(Locale.ROOT));
    }

    /** Converts a form that {@link RuleValidator} found valid. */
    public Rule toRule() {
        return new Rule(
                orElse(key, ""),
                orElse(title, "").strip(),
                orElse(enabled, true),
                orElse(priority, 0),
                orElse(triggers, TriggersForm.NONE).toTriggers(),
                orElse(answers, AnswersForm.NONE).toAnswers(),
                validity == null ? Rule.Validity.ALWAYS : validity.toValidity(),
                new LinkedHashSet<>(orElse(scope, List.of())),
                stripped(tags),
                after == null ? Rule.After.NOTHING : Rule.After.valueOf(after.toUpperCase(Locale.ROOT)));
    }

    /** A copy with another key. */
    RuleForm withKey(String other) {
        return new RuleForm(other, title, enabled, priority, triggers, answers, validity, scope, tags, after);
    }

    /** A copy with one more example, a customer's text: a line break or control character in it becomes a space. */
    RuleForm withExample(String text) {
        String example = text.replaceAll("[\\p{Cc}\\u2028\\u2029]+", " ").strip();
        TriggersForm current = orElse(triggers, TriggersForm.NONE);
        List<String> examples = Stream.concat(
                        orElse(current.examples(), List.<String>of()).stream(), Stream.of(example))
                .distinct()
                .toList();
        TriggersForm more = new TriggersForm(current.exact(), current.keywords(), current.regexes(), examples);
        return new RuleForm(key, title, enabled, priority, more, answers, validity, scope, tags, after);
    }

    /** A copy that is enabled or disabled. */
    RuleForm withEnabled(boolean on) {
        return new RuleForm(key, title, on, priority, triggers, answers, validity, scope, tags, after);
    }

    /** See {@link Rule.Triggers}. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record TriggersForm(
            @Nullable List<String> exact,
            @Nullable List<KeywordsForm> keywords,
            @Nullable List<String> regexes,
            @Nullable List<String> examples) {

        public static final TriggersForm NONE = new TriggersForm(null, null, null, null);

        public static TriggersForm of(Rule.Triggers triggers) {
            return new TriggersForm(
                    triggers.exact(),
                    triggers.keywords().stream().map(KeywordsForm::of).toList(),
                    triggers.regexes(),
                    triggers.examples());
        }

        Rule.Triggers toTriggers() {
            return new Rule.Triggers(
                    stripped(exact),
                    orElse(keywords, List.<KeywordsForm>of()).stream()
                            .map(KeywordsForm::toKeywords)
                            .toList(),
                    orElse(regexes, List.of()),
                    stripped(examples));
        }
    }

    /** See {@link Rule.Keywords}. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record KeywordsForm(
            @Nullable List<String> all,
            @Nullable List<String> any,
            @Nullable List<String> none) {

        public static KeywordsForm of(Rule.Keywords keywords) {
            return new KeywordsForm(keywords.all(), keywords.any(), keywords.none());
        }

        Rule.Keywords toKeywords() {
            return new Rule.Keywords(stripped(all), stripped(any), stripped(none));
        }
    }

    /** See {@link Answers}. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record AnswersForm(
            @Nullable List<VariantForm> variants, @Nullable List<String> menu) {

        public static final AnswersForm NONE = new AnswersForm(null, null);

        public static AnswersForm of(Answers answers) {
            return new AnswersForm(
                    answers.variants().stream().map(VariantForm::of).toList(), answers.menu());
        }

        Answers toAnswers() {
            return new Answers(
                    orElse(variants, List.<VariantForm>of()).stream()
                            .map(VariantForm::toVariant)
                            .toList(),
                    orElse(menu, List.of()));
        }
    }

    /** A text in Chinese, in English or in both, or the address of an image. See {@link Variant}. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record VariantForm(
            @Nullable String zh,
            @Nullable String en,

            @Schema(description = "An https address.", nullable = true) @Nullable
            String image) {

        public static VariantForm of(Variant variant) {
            if (variant instanceof Variant.Text text) {
                return new VariantForm(
                        text.chinese().orElse(null), text.english().orElse(null), null);
            }
            return new VariantForm(null, null, ((Variant.Image) variant).url());
        }

        Variant toVariant() {
            return image != null
                    ? new Variant.Image(image)
                    : new Variant.Text(
                            Optional.ofNullable(zh).filter(text -> !text.isBlank()),
                            Optional.ofNullable(en).filter(text -> !text.isBlank()));
        }
    }

    /** Times in ISO 8601 with an offset, such as {@code 2026-12-01T00:00:00+08:00}. See {@link Rule.Validity}. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ValidityForm(
            @Nullable String from, @Nullable String until) {

        public static ValidityForm of(Rule.Validity validity) {
            return new ValidityForm(
                    validity.from().map(Instant::toString).orElse(null),
                    validity.until().map(Instant::toString).orElse(null));
        }

        Rule.Validity toValidity() {
            return new Rule.Validity(
                    Optional.ofNullable(from).map(Timestamps::parse),
                    Optional.ofNullable(until).map(Timestamps::parse));
        }
    }

    private static List<String> stripped(@Nullable List<String> texts) {
        return orElse(texts, List.<String>of()).stream().map(String::strip).toList();
    }

    private static <T> T orElse(@Nullable T value, T defaultValue) {
        return value == null ? defaultValue : value;
    }
}
