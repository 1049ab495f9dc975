package io.nightdesk.faq.transfer;

import io.nightdesk.faq.rules.RuleForm;
import io.nightdesk.faq.rules.RuleForm.AnswersForm;
import io.nightdesk.faq.rules.RuleForm.KeywordsForm;
import io.nightdesk.faq.rules.RuleForm.TriggersForm;
import io.nightdesk.faq.rules.RuleForm.ValidityForm;
import io.nightdesk.faq.rules.RuleForm.VariantForm;
import io.nightdesk.faq.rules.RuleValidator;
import io.nightdesk.faq.transfer.RuleFileParser.Entry;
import io.nightdesk.faq.transfer.RuleFileParser.Unreadable;
import io.nightdesk.rest.Csv;
import io.nightdesk.rest.FieldError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Reads tables of rules as {@link RuleCsvWriter} lays them out, from whichever program they come. */
final class RuleCsvReader {

    private static final Map<String, Boolean> TRUTHS =
            Map.of("true", true, "是", true, "1", true, "false", false, "否", false, "0", false);

    private RuleCsvReader() {}

    /** Reads a file; commas, semicolons or tabs part its cells. */
    static List<Entry> read(byte[] file) throws Unreadable {
        String text = RuleFileParser.text(file);
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(delimiter(text))
                .setIgnoreEmptyLines(false)
                .get();
        try (CSVParser parser = CSVParser.parse(text, format)) {
            return read(parser);
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            throw new Unreadable("The file is no CSV: a quotation mark opens a cell and none closes it, or something"
                    + " stands between a closing one and the next comma.");
        }
    }

    private static List<Entry> read(CSVParser parser) throws Unreadable {
        List<Entry> entries = new ArrayList<>();
        Optional<List<String>> head = Optional.empty();
        long line = 1;
        for (CSVRecord row : parser) {
            boolean isBlank = row.stream().allMatch(String::isBlank);
            if (!isBlank && head.isEmpty()) {
                head = Optional.of(head(row));
            } else if (!isBlank) {
                entries.add(new Reader(head.orElseThrow(), row).entry("line " + line));
                RuleFileParser.requireFew(entries.size());
            }
            line = parser.getCurrentLineNumber() + 1;
        }
        if (head.isEmpty()) {
            throw new Unreadable("The file is empty: its first line must name the columns.");
        }
        return entries;
    }

    private static List<String> head(CSVRecord row) throws Unreadable {
        List<String> names = row.stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .map(name -> name.matches("(zh|en|image)_1") ? name.substring(0, name.length() - 2) : name)
                .toList();
        Set<String> seen = new HashSet<>();
        List<String> wrong = new ArrayList<>();
        for (String name : names) {
            boolean isKnown = RuleCsvWriter.HEAD.contains(name)
                    || RuleCsvWriter.ANSWER.contains(name)
                    || name.matches("(zh|en|image)_([2-9]|10)");
            if (!name.isEmpty() && (!isKnown || !seen.add(name))) {
                wrong.add(name.length() > 40 ? name.substring(0, 40) + "…" : name);
            }
        }
        if (!wrong.isEmpty() || !seen.contains("key")) {
            throw new Unreadable("The first line must name the columns, each once, key among them. "
                    + (wrong.isEmpty() ? "key is missing." : "Unknown or twice: " + String.join(", ", wrong) + ".")
                    + " Known: " + String.join(", ", RuleCsvWriter.HEAD)
                    + ", zh, en, image, zh_2, en_2, image_2, … image_10.");
        }
        return names;
    }

    /** What parts the names of the first line. */
    private static char delimiter(String text) {
        String first = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        return Stream.of(',', ';', '\t')
                .reduce((a, b) -> count(first, b) > count(first, a) ? b : a)
                .orElseThrow();
    }

    private static long count(String text, char c) {
        return text.chars().filter(other -> other == c).count();
    }

    /** Reads one line. */
    private static final class Reader {

        private final List<String> head;
        private final CSVRecord row;
        private final List<FieldError> faults = new ArrayList<>();

        Reader(List<String> head, CSVRecord row) {
            this.head = head;
            this.row = row;
        }

        Entry entry(String place) {
            if (row.size() > head.size()) {
                faults.add(FieldError.of("cells", "are more than the first line names"));
            }
            RuleForm form = new RuleForm(
                    orNull(cell("key").strip()),
                    orNull(cell("title").strip()),
                    truth(cell("enabled").strip().toLowerCase(Locale.ROOT)),
                    whole("priority", cell("priority").strip()),
                    new TriggersForm(lines(cell("exact")), keywords(), lines(cell("regexes")), lines(cell("examples"))),
                    new AnswersForm(variants(), parts(cell("menu"))),
                    new ValidityForm(
                            orNull(cell("valid_from").strip()),
                            orNull(cell("valid_until").strip())),
                    scope(),
                    parts(cell("tags")),
                    orNull(cell("after").strip()));
            return new Entry(place, Optional.of(form), faults);
        }

        private String cell(String name) {
            int column = head.indexOf(name);
            return column < 0 || column >= row.size() ? "" : Csv.reversed(row.get(column));
        }

        private @Nullable Boolean truth(String cell) {
            if (!cell.isEmpty() && !TRUTHS.containsKey(cell)) {
                faults.add(FieldError.of("enabled", "must be true or false, 是 or 否"));
            }
            return TRUTHS.get(cell);
        }

        private @Nullable Integer whole(String field, String cell) {
            if (cell.isEmpty()) {
                return null;
            }
            try {
                return Integer.valueOf(cell);
            } catch (NumberFormatException e) {
                faults.add(FieldError.of(field, "must be a whole number"));
                return null;
            }
        }

        private List<Integer> scope() {
            List<Integer> types = new ArrayList<>();
            for (String part : parts(cell("scope"))) {
                Integer type = whole("scope", part);
                if (type != null) {
                    types.add(type);
                }
            }
            return types;
        }

        private List<KeywordsForm> keywords() {
            List<String> all = rows("keywords_all");
            List<String> any = rows("keywords_any");
            List<String> none = rows("keywords_none");
            int count = Math.max(all.size(), Math.max(any.size(), none.size()));
            return IntStream.range(0, count)
                    .mapToObj(i -> new KeywordsForm(parts(at(all, i)), parts(at(any, i)), parts(at(none, i))))
                    .filter(words -> !(RuleCsvWriter.list(words.all()).isEmpty()
                            && RuleCsvWriter.list(words.any()).isEmpty()
                            && RuleCsvWriter.list(words.none()).isEmpty()))
                    .toList();
        }

        private List<String> rows(String name) {
            return Arrays.asList(cell(name).split("\\r?\\n", -1));
        }

        private static String at(List<String> rows, int index) {
            return index < rows.size() ? rows.get(index) : "";
        }

        private List<VariantForm> variants() {
            return IntStream.rangeClosed(1, RuleValidator.MAX_VARIANTS)
                    .boxed()
                    .map(number -> RuleCsvWriter.answerColumns(number)
                            .map(this::cell)
                            .map(Reader::orNull)
                            .toList()
                            .toArray(String[]::new))
                    .map(cells -> new VariantForm(cells[0], cells[1], cells[2]))
                    .filter(variant -> variant.zh() != null || variant.en() != null || variant.image() != null)
                    .toList();
        }

        private static @Nullable String orNull(String cell) {
            return cell.isBlank() ? null : cell;
        }

        private static List<String> lines(String cell) {
            return cell.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        }

        /** Parts a cell at its semicolons, but for those behind a backslash. */
        private static List<String> parts(String cell) {
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
            return parts.stream()
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .toList();
        }
    }
}
