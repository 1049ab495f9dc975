package io.nightdesk.faq.rules;

import io.nightdesk.faq.match.RegexTrigger;
import io.nightdesk.faq.match.RegexTrigger.BadPattern;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds everything that forbids to save a rule as it was written, looking at the rule alone. One checker for one rule. */
public final class RuleValidator {

    static final int MAX_TITLE = 100;
    static final int MAX_PRIORITY = 1_000;
    static final int MAX_QUESTIONS = 200;
    static final int MAX_QUESTION = 200;
    static final int MAX_KEYWORD_TRIGGERS = 50;
    static final int MAX_WORDS = 50;
    static final int MAX_WORD = 50;
    static final int MAX_REGEXES = 20;
    public static final int MAX_VARIANTS = 10;
    static final int MAX_ANSWER = 2_000;
    static final int MAX_URL = 500;
    static final int MAX_MENU = 9;
    static final int MAX_SCOPE = 20;
    static final int MAX_TAGS = 20;
    static final int MAX_TAG = 30;

    private static final Pattern KEY = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final int MAX_KEY = 64;
    /** What follows {@code /rules/} in paths that are no rule's. */
    private static final Set<String> RESERVED = Set.of("problems", "import", "export");

    private static final Set<String> PLACEHOLDERS = Stream.of(HoursPlaceholders.names(), OrderPlaceholders.names())
            .flatMap(Set::stream)
            .collect(Collectors.toCollection(TreeSet::new));

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}\\n]{0,50})}");

    private final List<FieldError> faults = new ArrayList<>();

    private RuleValidator() {}

    /**
     * All faults.
     *
     * @param exists whether there is a rule of this key that a menu may offer
     */
    public static List<FieldError> faults(RuleForm form, Predicate<String> exists) {
        RuleValidator check = new RuleValidator();
        check.head(form);
        check.triggers(Optional.ofNullable(form.triggers()).orElse(TriggersForm.NONE));
        check.answers(form.key(), Optional.ofNullable(form.answers()).orElse(AnswersForm.NONE), exists);
        check.validity(form);
        return List.copyOf(check.faults);
    }

    /** Whether a text may be the key of a rule. */
    static boolean isKey(String text) {
        return text.length() <= MAX_KEY && KEY.matcher(text).matches();
    }

    private void head(RuleForm form) {
        String key = form.key();
        if (key == null || !isKey(key)) {
            fault("key", "must have from 1 to 64 characters: small letters and digits in words joined by hyphens");
        } else if (RESERVED.contains(key)) {
            fault("key", "must not be " + key + ", which means something else in the API");
        }
        line("title", form.title(), MAX_TITLE);
        Integer priority = form.priority();
        if (priority != null && Math.abs((long) priority) > MAX_PRIORITY) {
            fault("priority", "must be from -" + MAX_PRIORITY + " to " + MAX_PRIORITY);
        }
        each("scope", form.scope(), MAX_SCOPE, (field, type) -> {});
        each("tags", form.tags(), MAX_TAGS, (field, tag) -> line(field, tag, MAX_TAG));
        String after = form.after();
        if (after != null && !after.equals("nothing") && !after.equals("hand_off")) {
            fault("after", "must be nothing or hand_off");
        }
    }

    private void triggers(TriggersForm triggers) {
        each("triggers.exact", triggers.exact(), MAX_QUESTIONS, this::question);
        each("triggers.examples", triggers.examples(), MAX_QUESTIONS, this::question);
        each("triggers.keywords", triggers.keywords(), MAX_KEYWORD_TRIGGERS, this::keywords);
        each("triggers.regexes", triggers.regexes(), MAX_REGEXES, this::regex);
    }

    private void question(String field, String text) {
        if (line(field, text, MAX_QUESTION) && TextNormalizer.fold(text).isEmpty()) {
            fault(field, "must have a letter or digit: nothing else is compared");
        }
    }

    private void keywords(String field, KeywordsForm keywords) {
        each(field + ".all", keywords.all(), MAX_WORDS, this::word);
        each(field + ".any", keywords.any(), MAX_WORDS, this::word);
        each(field + ".none", keywords.none(), MAX_WORDS, this::word);
        if (isEmpty(keywords.all()) && isEmpty(keywords.any())) {
            fault(field, "must have words in all or any, or it never fires");
        }
    }

    private void word(String field, String word) {
        if (line(field, word, MAX_WORD) && TextNormalizer.fold(word).isEmpty()) {
            fault(field, "must have a letter or digit: nothing else is compared");
        }
    }

    private void regex(String field, String regex) {
        if (!line(field, regex, RegexTrigger.MAX_LENGTH)) {
            return;
        }
        if (!regex.equals(regex.strip())) {
            fault(field, "must not begin or end with a space: write \\s for one");
            return;
        }
        try {
            RegexTrigger.check(regex);
        } catch (BadPattern e) {
            faults.add(FieldError.at(field, e.position(), String.valueOf(e.getMessage())));
        }
    }

    private void answers(@Nullable String key, AnswersForm answers, Predicate<String> exists) {
        if (isEmpty(answers.variants())) {
            fault("answers.variants", "must have at least one answer");
        }
        each("answers.variants", answers.variants(), MAX_VARIANTS, this::variant);
        Set<String> offered = new HashSet<>();
        each("answers.menu", answers.menu(), MAX_MENU, (field, entry) -> {
            if (!offered.add(entry)) {
                fault(field, "must not be offered twice");
            } else if (entry.equals(key)) {
                fault(field, "must not be the rule itself");
            } else if (!exists.test(entry)) {
                fault(field, "must be the key of a rule that exists");
            }
        });
    }

    private void variant(String field, VariantForm variant) {
        String image = variant.image();
        if (image != null) {
            if (variant.zh() != null || variant.en() != null) {
                fault(field, "must be a text or an image, not both");
            }
            url(field + ".image", image);
            return;
        }
        if (isBlank(variant.zh()) && isBlank(variant.en())) {
            fault(field, "must have a text in zh or en, or an image");
        }
        text(field + ".zh", variant.zh());
        text(field + ".en", variant.en());
    }

    private void text(String field, @Nullable String text) {
        if (text == null || !isStorable(field, text)) {
            return;
        }
        if (text.length() > MAX_ANSWER) {
            fault(field, "must have no more than " + MAX_ANSWER + " characters");
        }
        Matcher placeholder = PLACEHOLDER.matcher(text);
        while (placeholder.find()) {
            if (!PLACEHOLDERS.contains(placeholder.group(1))) {
                faults.add(FieldError.at(
                        field,
                        placeholder.start(),
                        "has an unknown placeholder; known are " + String.join(", ", PLACEHOLDERS)));
            }
        }
    }

    private void url(String field, String url) {
        try {
            String scheme =
                    Optional.ofNullable(new URI(url).getScheme()).orElse("").toLowerCase(Locale.ROOT);
            if (url.length() > MAX_URL || !(scheme.equals("https") || scheme.equals("http"))) {
                fault(field, "must be an http or https address of at most " + MAX_URL + " characters");
            }
        } catch (URISyntaxException e) {
            faults.add(FieldError.at(field, Math.max(0, e.getIndex()), "must be an http or https address"));
        }
    }

    private void validity(RuleForm form) {
        if (form.validity() == null) {
            return;
        }
        Optional<Instant> from = time("validity.from", form.validity().from());
        Optional<Instant> until = time("validity.until", form.validity().until());
        if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
            fault("validity.until", "must be after validity.from");
        }
    }

    private Optional<Instant> time(String field, @Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        Optional<Instant> time = Timestamps.tryParse(text);
        if (time.isEmpty()) {
            fault(field, "must be a time with an offset, like 2026-12-01T00:00:00+08:00");
        }
        return time;
    }

    /** Whether it is a text of one line, with something in it; if not, that is a fault. */
    private boolean line(String field, @Nullable String text, int most) {
        if (text == null || text.isBlank()) {
            fault(field, "must not be blank");
            return false;
        }
        if (text.length() > most) {
            fault(field, "must have no more than " + most + " characters");
            return false;
        }
        int control = IntStream.range(0, text.length())
                .filter(i -> Character.isISOControl(text.charAt(i)))
                .findFirst()
                .orElse(-1);
        if (control >= 0) {
            faults.add(FieldError.at(field, control, "must have no line breaks and control characters"));
            return false;
        }
        return isStorable(field, text);
    }

    /** Halves of characters and NUL cannot be kept in the database. */
    private boolean isStorable(String field, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isPair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (c == 0 || (Character.isSurrogate(c) && !isPair)) {
                faults.add(FieldError.at(field, i, "has a character that is none"));
                return false;
            }
            i += isPair ? 1 : 0;
        }
        return true;
    }

    private interface ForEach<T> {
        void check(String field, T item);
    }

    private <T> void each(String field, @Nullable List<T> items, int most, ForEach<T> check) {
        if (items == null) {
            return;
        }
        if (items.size() > most) {
            fault(field, "must have no more than " + most + " entries");
            return;
        }
        for (int i = 0; i < items.size(); i++) {
            String entry = field + "[" + i + "]";
            T item = items.get(i);
            if (item == null) {
                fault(entry, "must not be null");
            } else {
                check.check(entry, item);
            }
        }
    }

    private void fault(String field, String message) {
        faults.add(FieldError.of(field, message));
    }

    private static boolean isEmpty(@Nullable List<?> list) {
        return list == null || list.isEmpty();
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
