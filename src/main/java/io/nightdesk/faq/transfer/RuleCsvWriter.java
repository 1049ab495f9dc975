package io.nightdesk.faq.transfer;

import io.nightdesk.faq.rules.RuleForm;
import io.nightdesk.faq.rules.RuleForm.AnswersForm;
import io.nightdesk.faq.rules.RuleForm.KeywordsForm;
import io.nightdesk.faq.rules.RuleForm.TriggersForm;
import io.nightdesk.faq.rules.RuleForm.ValidityForm;
import io.nightdesk.faq.rules.RuleForm.VariantForm;
import io.nightdesk.rest.Csv;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes rules as CSV, which {@link RuleCsvReader} reads again. See {@link RuleCsvColumns}. */
final class RuleCsvWriter {

    private static final VariantForm NO_VARIANT = new VariantForm(null, null, null);

    private RuleCsvWriter() {}

    /** The text of a file: the head and one record for each rule. */
    static String write(List<RuleForm> rules) {
        int answers = rules.stream().mapToInt(RuleCsvWriter::answerCount).max().orElse(0);
        StringBuilder csv = new StringBuilder(head(answers));
        rules.forEach(rule -> csv.append(record(rule, answers)));
        return csv.toString();
    }

    /**
     * A byte order mark and the names of the columns.
     *
     * @param answers the largest number of answers that a rule of the file has
     */
    static String head(int answers) {
        Stream<String> names = Stream.concat(
                RuleCsvColumns.RULE.stream(),
                IntStream.rangeClosed(1, Math.max(1, answers)).boxed().flatMap(RuleCsvColumns::ofAnswer));
        return Csv.BYTE_ORDER_MARK + Csv.line(names.toList());
    }

    /** A rule in the columns of {@link #head}. */
    static String record(RuleForm rule, int answers) {
        return Csv.line(
                cells(rule, Math.max(1, answers)).stream().map(Csv::reversible).toList());
    }

    static int answerCount(RuleForm rule) {
        return variants(rule).size();
    }

    private static List<String> cells(RuleForm rule, int answers) {
        TriggersForm triggers = Optional.ofNullable(rule.triggers()).orElse(TriggersForm.NONE);
        ValidityForm validity = Optional.ofNullable(rule.validity()).orElse(new ValidityForm(null, null));
        List<String> cells = new ArrayList<>(List.of(
                text(rule.key()),
                text(rule.title()),
                text(rule.enabled()),
                text(rule.priority()),
                lines(triggers.exact()),
                lines(triggers.examples()),
                keywords(triggers, KeywordsForm::all),
                keywords(triggers, KeywordsForm::any),
                keywords(triggers, KeywordsForm::none),
                lines(triggers.regexes()),
                joined(answers(rule).menu()),
                text(validity.from()),
                text(validity.until()),
                joined(orEmpty(rule.scope()).stream().map(String::valueOf).toList()),
                joined(rule.tags()),
                text(rule.after())));
        List<VariantForm> variants = variants(rule);
        for (int i = 0; i < answers; i++) {
            VariantForm variant = i < variants.size() ? variants.get(i) : NO_VARIANT;
            cells.addAll(List.of(text(variant.zh()), text(variant.en()), text(variant.image())));
        }
        return cells;
    }

    private static AnswersForm answers(RuleForm rule) {
        return Optional.ofNullable(rule.answers()).orElse(AnswersForm.NONE);
    }

    private static List<VariantForm> variants(RuleForm rule) {
        return orEmpty(answers(rule).variants());
    }

    private static String keywords(TriggersForm triggers, Function<KeywordsForm, @Nullable List<String>> words) {
        String cell = orEmpty(triggers.keywords()).stream()
                .map(words)
                .map(RuleCsvWriter::joined)
                .collect(Collectors.joining("\n"));
        return cell.isBlank() ? "" : cell;
    }

    /** Joins texts by semicolons; a backslash escapes a semicolon within a text. */
    private static String joined(@Nullable List<String> texts) {
        return orEmpty(texts).stream()
                .map(text -> text.replace("\\", "\\\\").replace(";", "\\;").replace("；", "\\；"))
                .collect(Collectors.joining(";"));
    }

    private static String lines(@Nullable List<String> texts) {
        return String.join("\n", orEmpty(texts));
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
