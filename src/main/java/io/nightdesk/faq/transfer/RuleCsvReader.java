package io.nightdesk.faq.transfer;

import io.nightdesk.faq.transfer.RuleFileParser.Entry;
import io.nightdesk.faq.transfer.RuleFileParser.UnreadableFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads rules from CSV, as {@link RuleCsvWriter} or a spreadsheet program writes it. See {@link RuleCsvColumns}. */
final class RuleCsvReader {

    private static final int MAX_QUOTED_NAME = 40;

    private RuleCsvReader() {}

    /** Reads a file whose cells are separated by commas, semicolons or tabs. */
    static List<Entry> read(byte[] file) throws UnreadableFileException {
        String text = RuleFileParser.decode(file);
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(delimiter(text))
                .setIgnoreEmptyLines(false)
                .get();
        try (CSVParser parser = CSVParser.parse(text, format)) {
            return read(parser);
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            throw new UnreadableFileException("The file is not valid CSV: a quoted cell is not closed, or there is text"
                    + " between a closing quotation mark and the next delimiter.");
        }
    }

    private static List<Entry> read(CSVParser parser) throws UnreadableFileException {
        List<Entry> entries = new ArrayList<>();
        Optional<List<String>> header = Optional.empty();
        long line = 1;
        for (CSVRecord record : parser) {
            boolean isBlank = record.stream().allMatch(String::isBlank);
            if (!isBlank && header.isEmpty()) {
                header = Optional.of(header(record));
            } else if (!isBlank) {
                entries.add(new RuleCsvRecord(header.orElseThrow(), record).toEntry("line " + line));
                RuleFileParser.requireRuleLimit(entries.size());
            }
            line = parser.getCurrentLineNumber() + 1;
        }
        if (header.isEmpty()) {
            throw new UnreadableFileException("The file is empty: its first line must name the columns.");
        }
        return entries;
    }

    private static List<String> header(CSVRecord record) throws UnreadableFileException {
        List<String> names = record.stream().map(RuleCsvColumns::normalized).toList();
        Set<String> seen = new HashSet<>();
        List<String> invalid = new ArrayList<>();
        for (String name : names) {
            if (!name.isEmpty() && (!RuleCsvColumns.isKnown(name) || !seen.add(name))) {
                invalid.add(name.length() > MAX_QUOTED_NAME ? name.substring(0, MAX_QUOTED_NAME) + "…" : name);
            }
        }
        if (!invalid.isEmpty() || !seen.contains("key")) {
            throw new UnreadableFileException(
                    "The first line must name the columns, each of them once and including key. "
                            + (invalid.isEmpty()
                                    ? "key is missing."
                                    : "Unknown or duplicate: " + String.join(", ", invalid) + ".")
                            + " Known: " + String.join(", ", RuleCsvColumns.RULE)
                            + ", zh, en, image, zh_2, en_2, image_2, … image_10.");
        }
        return names;
    }

    /** The most frequent candidate in the first line. */
    private static char delimiter(String text) {
        String firstLine =
                text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        return Stream.of(',', ';', '\t')
                .reduce((a, b) -> count(firstLine, b) > count(firstLine, a) ? b : a)
                .orElseThrow();
    }

    private static long count(String text, char c) {
        return text.chars().filter(other -> other == c).count();
    }
}
