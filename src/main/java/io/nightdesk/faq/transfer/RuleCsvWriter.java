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

/**
 * Rules as a table for spreadsheet programs, which {@link RuleCsvReader} reads again: a rule a line. Questions and patterns stand one a line in their cell; so do
 * keyword triggers, the words of each joined by semicolons, with the first line of {@code all} belonging to the first of
 * {@code any} and of {@code none}. A second answer has columns {@code zh_2}, {@code en_2} and {@code image_2}, and so on.
 */
final class RuleCsvWriter {

    static final List<String> HEAD = List.of(
            "key",
            "title",
            "enabled",
            "priority",
            "exact",
            "examples",
            "keywords_all",
            "keywords_any",
            "keywords_none",
            "regexes",
            "menu",
            "valid_from",
            "valid_until",
            "scope",
            "tags",
            "after");
    static final List<String> ANSWER = List.of("zh", "en", "image");

    private RuleCsvWriter() {}

    /** The lines of a file, the first one with the names of the columns. */
    static Stream<String> write(List<RuleForm> rules) {
        int answers =
                rules.stream().mapToInt(rule -> variants(rule).size()).max().orElse(1);
        Stream<String> names = Stream.concat(
                HEAD.stream(),
                IntStream.rangeClosed(1, Math.max(1, answers)).boxed().flatMap(RuleCsvWriter::answerColumns));
        return Stream.concat(
                Stream.of(Csv.BYTE_ORDER_MARK + Csv.line(names.toList())),
                rules.stream()
                        .map(rule -> Csv.line(cells(rule, answers).stream()
                                .map(Csv::reversible)
                                .toList())));
    }

    /** The columns of a rule's answer, numbered from 1. */
    static Stream<String> answerColumns(int number) {
        return ANSWER.stream().map(name -> number == 1 ? name : name + "_" + number);
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
                joined(Optional.ofNullable(rule.answers())
                        .orElse(AnswersForm.NONE)
                        .menu()),
                text(validity.from()),
                text(validity.until()),
                joined(list(rule.scope()).stream().map(String::valueOf).toList()),
                joined(rule.tags()),
                text(rule.after())));
        List<VariantForm> variants = variants(rule);
        for (int i = 0; i < answers; i++) {
            VariantForm variant = i < variants.size() ? variants.get(i) : new VariantForm(null, null, null);
            cells.addAll(List.of(text(variant.zh()), text(variant.en()), text(variant.image())));
        }
        return cells;
    }

    private static List<VariantForm> variants(RuleForm rule) {
        return list(Optional.ofNullable(rule.answers()).orElse(AnswersForm.NONE).variants());
    }

    private static String keywords(TriggersForm triggers, Function<KeywordsForm, @Nullable List<String>> words) {
        String cell = list(triggers.keywords()).stream()
                .map(words)
                .map(RuleCsvWriter::joined)
                .collect(Collectors.joining("\n"));
        return cell.isBlank() ? "" : cell;
    }

    private static String joined(@Nullable List<String> texts) {
        return list(texts).stream()
                .map(text -> text.replace("\\", "\\\\").replace(";", "\\;").replace("；", "\\；"))
                .collect(Collectors.joining(";"));
    }

    private static String lines(@Nullable List<String> texts) {
        return String.join("\n", list(texts));
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    static <T> List<T> list(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
