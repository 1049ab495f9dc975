package io.nightdesk.faq.rules;

import io.nightdesk.LocalizedMessage;
import io.nightdesk.faq.match.RegexTrigger;
import io.nightdesk.faq.match.RegexTrigger.InvalidPatternException;
import io.nightdesk.faq.match.TextNormalizer;
import io.nightdesk.faq.rules.RuleForm.AnswersForm;
import io.nightdesk.faq.rules.RuleForm.KeywordsForm;
import io.nightdesk.faq.rules.RuleForm.TriggersForm;
import io.nightdesk.faq.rules.RuleForm.VariantForm;
import io.nightdesk.hours.HoursPlaceholders;
import io.nightdesk.order.OrderPlaceholders;
import io.nightdesk.rest.FieldError;
import java.net.URI;
import java.net.URISyntaxException;
import java.text.Normalizer;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds all errors of a rule that prevent it from being saved. Compares it with no other rule: what depends on other rules
 * changes with them and is for {@link RuleLinter} to warn of. One instance validates one rule.
 */
public final class RuleValidator {

    public static final int MAX_VARIANTS = 10;

    public static final int MAX_KEY = 64;
    public static final int MAX_TITLE = 100;
    private static final int MAX_PRIORITY = 1_000;
    private static final int MAX_QUESTIONS = 200;
    private static final int MAX_QUESTION = 200;
    private static final int MAX_KEYWORD_TRIGGERS = 50;
    private static final int MAX_WORDS = 50;
    private static final int MAX_WORD = 50;
    private static final int MAX_REGEXES = 20;
    private static final int MAX_ANSWER = 2_000;
    private static final int MAX_URL = 500;
    private static final int MAX_MENU = 9;
    private static final int MAX_SCOPE = 20;
    private static final int MAX_TAGS = 20;
    static final int MAX_TAG = 30;

    private static final Pattern KEY = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    /** Segments after {@code /rules/} in paths that do not lead to a rule. */
    private static final Set<String> RESERVED_KEYS =
            Set.of("problems", "import", "export", "bulk", "tags", "titles", "deleted", "validate");

    private static final Set<String> PLACEHOLDERS = Stream.of(HoursPlaceholders.names(), OrderPlaceholders.names())
            .flatMap(Set::stream)
            .collect(Collectors.toCollection(TreeSet::new));

    /** What was meant as a placeholder. Chinese input methods write full-width braces; other systems double the braces. */
    private static final Pattern PLACEHOLDER =
            Pattern.compile("[{\uFF5B\uFE5B]+([^{}\uFF5B\uFF5D\uFE5B\uFE5C\n]{0,50})[}\uFF5D\uFE5C]+");

    /** The name of a placeholder without its braces, or in brackets of another kind. The customer would read it as it is. */
    private static final Pattern BARE_PLACEHOLDER = Pattern.compile(PLACEHOLDERS.stream()
            .map(Pattern::quote)
            .collect(Collectors.joining("|", "(?<![\\w./-])(", ")(?![\\w./-])")));

    private final FormErrors errors = new FormErrors();

    private RuleValidator() {}

    /** All errors of a rule. */
    public static List<FieldError> errors(RuleForm form) {
        RuleValidator validator = new RuleValidator();
        validator.validateBasics(form);
        validator.validateTriggers(Optional.ofNullable(form.triggers()).orElse(TriggersForm.NONE));
        validator.validateAnswers(
                form.key(), Optional.ofNullable(form.answers()).orElse(AnswersForm.NONE));
        validator.validateValidity(form);
        return validator.errors.toList();
    }

    private void validateBasics(RuleForm form) {
        String key = form.key();
        if (key == null || !isKey(key)) {
            errors.add(
                    "key",
                    "must have from 1 to 64 characters: lower-case letters and digits in words joined by hyphens",
                    "只能用小写字母、数字和连字符，最多 64 个字符");
        } else if (RESERVED_KEYS.contains(key)) {
            errors.add("key", "must not be %s, which is reserved for a path of the API", "不能用“%s”，它由系统保留", key);
        }
        errors.requireLine("title", form.title(), MAX_TITLE);
        Integer priority = form.priority();
        if (priority != null && Math.abs((long) priority) > MAX_PRIORITY) {
            errors.add("priority", "must be from -%1$s to %1$s", "必须在 -%1$s 到 %1$s 之间", MAX_PRIORITY);
        }
        errors.checkEach("scope", form.scope(), MAX_SCOPE, (field, type) -> {});
        validateTags(form.tags());
        String after = form.after();
        if (after != null && !after.equals("nothing") && !after.equals("hand_off")) {
            errors.add("after", "must be nothing or hand_off", "必须是 nothing 或 hand_off");
        }
    }

    /** The errors of the tags of a rule. */
    static List<FieldError> errorsOfTags(List<String> tags) {
        RuleValidator validator = new RuleValidator();
        validator.validateTags(tags);
        return validator.errors.toList();
    }

    private void validateTags(@Nullable List<String> tags) {
        errors.checkEach("tags", tags, MAX_TAGS, (field, tag) -> errors.requireLine(field, tag, MAX_TAG));
    }

    static boolean isKey(String text) {
        return text.length() <= MAX_KEY && KEY.matcher(text).matches();
    }

    private void validateTriggers(TriggersForm triggers) {
        errors.checkEach("triggers.exact", triggers.exact(), MAX_QUESTIONS, this::validateQuestion);
        errors.checkEach("triggers.examples", triggers.examples(), MAX_QUESTIONS, this::validateQuestion);
        errors.checkEach("triggers.keywords", triggers.keywords(), MAX_KEYWORD_TRIGGERS, this::validateKeywords);
        errors.checkEach("triggers.regexes", triggers.regexes(), MAX_REGEXES, this::validateRegex);
    }

    private void validateQuestion(String field, String question) {
        requireLetter(field, question, MAX_QUESTION);
    }

    private void validateKeywords(String field, KeywordsForm keywords) {
        errors.checkEach(field + ".all", keywords.all(), MAX_WORDS, this::validateWord);
        errors.checkEach(field + ".any", keywords.any(), MAX_WORDS, this::validateWord);
        errors.checkEach(field + ".none", keywords.none(), MAX_WORDS, this::validateWord);
        if (isEmpty(keywords.all()) && isEmpty(keywords.any())) {
            errors.add(
                    field, "must have words in all or any, otherwise it never matches", "“全部包含”和“任一包含”至少填一个词，否则永远不会匹配");
        }
    }

    private void validateWord(String field, String word) {
        requireLetter(field, word, MAX_WORD);
    }

    private void requireLetter(String field, String text, int maxLength) {
        if (errors.requireLine(field, text, maxLength)
                && TextNormalizer.fold(text).isEmpty()) {
            errors.add(
                    field,
                    "must have a letter, a digit or an emoji: all other characters are ignored",
                    "至少要有一个文字、数字或表情，其他字符会被忽略");
        }
    }

    private void validateRegex(String field, String regex) {
        if (!errors.requireLine(field, regex, RegexTrigger.MAX_LENGTH)) {
            return;
        }
        if (!regex.equals(regex.strip())) {
            errors.add(field, "must not begin or end with a space: write \\s for one", "首尾不能有空格，需要空格时写 \\s");
            return;
        }
        try {
            RegexTrigger.validate(regex);
        } catch (InvalidPatternException e) {
            errors.add(field, e.position(), e.reason());
        }
    }

    private void validateAnswers(@Nullable String key, AnswersForm answers) {
        if (isEmpty(answers.variants())) {
            errors.add("answers.variants", "must have at least one answer", "至少要有一个答案");
        }
        errors.checkEach("answers.variants", answers.variants(), MAX_VARIANTS, this::validateVariant);
        Set<String> entries = new HashSet<>();
        errors.checkEach("answers.menu", answers.menu(), MAX_MENU, (field, entry) -> {
            if (!entries.add(entry)) {
                errors.add(field, "must not be in the menu twice", "菜单里已经有了");
            } else if (entry.equals(key)) {
                errors.add(field, "must not be the rule itself", "不能是规则自己");
            } else if (!isKey(entry)) {
                errors.add(field, "must be the key of a rule", "请选择一条规则");
            }
        });
    }

    private void validateVariant(String field, VariantForm variant) {
        String image = variant.image();
        if (image != null) {
            if (variant.zh() != null || variant.en() != null) {
                errors.add(field, "must be a text or an image, not both", "只能是文字或图片之一");
            }
            validateImage(field + ".image", image);
            return;
        }
        if (isBlank(variant.zh()) && isBlank(variant.en())) {
            errors.add(field, "must have a text in zh or en, or an image", "请填写中文或英文答案，或图片网址");
        }
        validateText(field + ".zh", variant.zh());
        validateText(field + ".en", variant.en());
    }

    private void validateText(String field, @Nullable String text) {
        if (text == null || !errors.requireStorable(field, text)) {
            return;
        }
        if (text.length() > MAX_ANSWER) {
            errors.add(field, "must have no more than %s characters", "最多 %s 个字", MAX_ANSWER);
        }
        Matcher placeholder = PLACEHOLDER.matcher(text);
        while (placeholder.find()) {
            String name = Normalizer.normalize(placeholder.group(1), Normalizer.Form.NFKC)
                    .strip();
            if (!PLACEHOLDERS.contains(name)) {
                errors.add(
                        field,
                        placeholder.start(),
                        LocalizedMessage.of(
                                "has an unknown placeholder; known are %s",
                                "有不认识的变量，可用的有：%s", String.join(", ", PLACEHOLDERS)));
            } else if (!placeholder.group().equals("{" + name + "}")) {
                errors.add(field, placeholder.start(), misspelled(name));
            }
        }
        Matcher bare = BARE_PLACEHOLDER.matcher(
                placeholder.reset().replaceAll(match -> " ".repeat(match.group().length())));
        while (bare.find()) {
            errors.add(field, bare.start(), misspelled(bare.group()));
        }
    }

    private static LocalizedMessage misspelled(String placeholder) {
        return LocalizedMessage.of("has a placeholder that must be written {%s}", "变量应写作 {%s}", placeholder);
    }

    /** Clients load images in pages that came over https, where browsers block or warn of other addresses. */
    private void validateImage(String field, String address) {
        try {
            URI uri = new URI(address);
            if (address.length() > MAX_URL
                    || !"https".equalsIgnoreCase(uri.getScheme())
                    || uri.getRawAuthority() == null) {
                errors.add(
                        field,
                        "must be an https address of at most %s characters",
                        "必须是 https:// 开头的网址，最多 %s 个字符",
                        MAX_URL);
            }
        } catch (URISyntaxException e) {
            errors.add(
                    field,
                    Math.max(0, e.getIndex()),
                    LocalizedMessage.of("must be an https address", "必须是 https:// 开头的网址"));
        }
    }

    private void validateValidity(RuleForm form) {
        if (form.validity() == null) {
            return;
        }
        Optional<Instant> from = parseTime("validity.from", form.validity().from());
        Optional<Instant> until = parseTime("validity.until", form.validity().until());
        if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
            errors.add("validity.until", "must be after validity.from", "必须晚于开始时间");
        }
    }

    private Optional<Instant> parseTime(String field, @Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        Optional<Instant> time = Timestamps.tryParse(text);
        if (time.isEmpty()) {
            errors.add(
                    field,
                    "must be a time with an offset, like 2026-12-01T00:00:00+08:00",
                    "必须是带时区的时间，如 2026-12-01T00:00:00+08:00");
        }
        return time;
    }

    private static boolean isEmpty(@Nullable List<?> list) {
        return list == null || list.isEmpty();
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
