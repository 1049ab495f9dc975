package io.nightdesk.faq.transfer;

import io.nightdesk.faq.rules.RuleForm;
import io.nightdesk.faq.rules.RuleForm.AnswersForm;
import io.nightdesk.faq.rules.RuleForm.KeywordsForm;
import io.nightdesk.faq.rules.RuleForm.TriggersForm;
import io.nightdesk.faq.rules.RuleForm.ValidityForm;
import io.nightdesk.faq.rules.RuleForm.VariantForm;
import io.nightdesk.faq.rules.RuleValidator;
import io.nightdesk.faq.transfer.RuleFileParser.Entry;
import io.nightdesk.rest.Csv;
import io.nightdesk.rest.FieldError;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Parses one record of a CSV file, which is one rule. */
final class RuleCsvRecord {

    private static final Map<String, Boolean> BOOLEANS =
            Map.of("true", true, "是", true, "1", true, "false", false, "否", false, "0", false);

    /** So many that no two questions have the same key. */
    private static final int KEY_BYTES = 10;

    private final RuleCsvHeader header;
    private final CSVRecord cells;
    private final List<FieldError> errors = new ArrayList<>();

    RuleCsvRecord(RuleCsvHeader header, CSVRecord cells) {
        this.header = header;
        this.cells = cells;
    }

    Entry toEntry(String place) {
        if (header.isRepeatedIn(cells)) {
            return Entry.invalid(place, "must not be the names of the columns again: remove the line", "又是列名，请删去这一行");
        }
        checkNames();
        List<String> exact = lines(cell("exact"));
        List<String> examples = lines(cell("examples"));
        Optional<String> question =
                Stream.concat(exact.stream(), examples.stream()).findFirst();
        RuleForm form = new RuleForm(
                header.derivesKeys()
                        ? question.map(RuleCsvRecord::keyOf).orElse(null)
                        : nullIfBlank(cell("key").strip()),
                header.has("title") || !header.derivesKeys()
                        ? nullIfBlank(cell("title").strip())
                        : question.map(RuleCsvRecord::titleOf).orElse(null),
                parseBoolean(cell("enabled").strip().toLowerCase(Locale.ROOT)),
                parseInteger("priority", cell("priority").strip()),
                new TriggersForm(exact, keywords(), lines(cell("regexes")), examples),
                new AnswersForm(variants(), split(cell("menu"))),
                new ValidityForm(
                        nullIfBlank(cell("valid_from").strip()),
                        nullIfBlank(cell("valid_until").strip())),
                scope(),
                split(cell("tags")),
                nullIfBlank(cell("after").strip()));
        return new Entry(place, Optional.of(form), errors);
    }

    /** A text in a column without a name would be lost. */
    private void checkNames() {
        for (int column = 0; column < cells.size(); column++) {
            if (cells.get(column).isBlank()) {
                continue;
            }
            if (column >= header.size()) {
                errors.add(FieldError.of("cells", "must not be more than the first line has columns", "单元格比第一行的列多"));
                return;
            }
            if (!header.isNamed(column)) {
                errors.add(FieldError.of(
                        "cells",
                        "must not have a text in column %s, which has no name in the first line",
                        "第 %s 列有内容，但第一行中这一列没有列名",
                        column + 1));
                return;
            }
        }
    }

    /** The same for the same question, so that a file can be imported again. */
    private static String keyOf(String question) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(question.getBytes(StandardCharsets.UTF_8));
            return "q-" + HexFormat.of().formatHex(digest, 0, KEY_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String titleOf(String question) {
        if (question.length() <= RuleValidator.MAX_TITLE) {
            return question;
        }
        boolean isPairCut = Character.isHighSurrogate(question.charAt(RuleValidator.MAX_TITLE - 1));
        return question.substring(0, RuleValidator.MAX_TITLE - (isPairCut ? 1 : 0));
    }

    /** The text of a field. Several columns of a list are one text, as if they were one cell. */
    private String cell(String field) {
        return header.columns(field).stream()
                .filter(column -> column < cells.size())
                .map(column -> text(field, column))
                .collect(Collectors.joining(RuleCsvColumns.separator(field)));
    }

    private String text(String field, int column) {
        // A file that was appended to another one begins with a byte order mark.
        String text = column == 0 ? cells.get(column).replace("\uFEFF", "") : cells.get(column);
        CellDamage.of(field, text).ifPresent(damage -> errors.add(FieldError.of(field, damage)));
        return Csv.reversed(text);
    }

    private @Nullable Boolean parseBoolean(String cell) {
        if (!cell.isEmpty() && !BOOLEANS.containsKey(cell)) {
            errors.add(FieldError.of("enabled", "must be true or false, 是 or 否", "必须是“是”或“否”"));
        }
        return BOOLEANS.get(cell);
    }

    private @Nullable Integer parseInteger(String field, String cell) {
        if (cell.isEmpty()) {
            return null;
        }
        try {
            return Integer.valueOf(cell);
        } catch (NumberFormatException e) {
            errors.add(FieldError.of(field, "must be a whole number", "必须是整数"));
            return null;
        }
    }

    private List<Integer> scope() {
        List<Integer> types = new ArrayList<>();
        for (String part : split(cell("scope"))) {
            Integer type = parseInteger("scope", part);
            if (type != null) {
                types.add(type);
            }
        }
        return types;
    }

    private List<KeywordsForm> keywords() {
        List<String> all = rawLines("keywords_all");
        List<String> any = rawLines("keywords_any");
        List<String> none = rawLines("keywords_none");
        int count = Math.max(all.size(), Math.max(any.size(), none.size()));
        List<KeywordsForm> triggers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<String> allWords = split(line(all, i));
            List<String> anyWords = split(line(any, i));
            List<String> noneWords = split(line(none, i));
            if (!allWords.isEmpty() || !anyWords.isEmpty() || !noneWords.isEmpty()) {
                triggers.add(new KeywordsForm(allWords, anyWords, noneWords));
            }
        }
        return triggers;
    }

    /** The lines of a cell, including empty ones, because the lines of several cells belong together. */
    private List<String> rawLines(String name) {
        return Arrays.asList(cell(name).split("\\R", -1));
    }

    private static String line(List<String> lines, int index) {
        return index < lines.size() ? lines.get(index) : "";
    }

    private List<VariantForm> variants() {
        return IntStream.rangeClosed(1, RuleValidator.MAX_VARIANTS)
                .mapToObj(number -> RuleCsvColumns.ofAnswer(number)
                        .map(this::cell)
                        .map(RuleCsvRecord::nullIfBlank)
                        .toArray(String[]::new))
                .map(answer -> new VariantForm(answer[0], answer[1], answer[2]))
                .filter(variant -> variant.zh() != null || variant.en() != null || variant.image() != null)
                .toList();
    }

    private static @Nullable String nullIfBlank(String cell) {
        return cell.isBlank() ? null : cell;
    }

    private static List<String> lines(String cell) {
        return cell.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    /** Splits at semicolons that are not escaped by a backslash. */
    private static List<String> split(String cell) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if (c == '\\' && i + 1 < cell.length()) {
                i++;
                part.append(cell.charAt(i));
            } else if (c == ';' || c == '；') {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return parts.stream().map(String::strip).filter(text -> !text.isEmpty()).toList();
    }
}
