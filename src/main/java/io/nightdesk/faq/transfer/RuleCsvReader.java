package io.nightdesk.faq.transfer;

import io.nightdesk.faq.transfer.RuleFileParser.Entry;
import io.nightdesk.faq.transfer.RuleFileParser.UnreadableFileException;
import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads rules from CSV, as {@link RuleCsvWriter} or a spreadsheet program writes it. See {@link RuleCsvColumns}. */
final class RuleCsvReader {

    private static final int MAX_QUOTED_NAME = 40;
    private static final int MAX_QUOTED_NAMES = 20;
    /** The delimiter is looked for in so many characters. */
    private static final int MAX_HEADER = 8 * 1024;

    private RuleCsvReader() {}

    /**
     * Reads a file whose cells are separated by commas, semicolons or tabs.
     *
     * @param sink takes the entries, and returns whether to read on
     */
    static void read(FileText file, Predicate<Entry> sink) throws UnreadableFileException {
        RecordLimit text = new RecordLimit(file.reader());
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(delimiter(file))
                .setIgnoreEmptyLines(false)
                .get();
        try (CSVParser parser = CSVParser.parse(text, format)) {
            read(parser, text, sink);
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            throw new UnreadableFileException(
                    text.isExceeded()
                            ? "The file has a record of more than " + RuleFileParser.MAX_RULE_SIZE
                                    + " characters. Is a quoted cell not closed?"
                            : "The file is not valid CSV: a quoted cell is not closed, or there is text"
                                    + " between a closing quotation mark and the next delimiter.");
        }
    }

    private static void read(CSVParser parser, RecordLimit text, Predicate<Entry> sink) throws UnreadableFileException {
        int rules = 0;
        Optional<List<String>> header = Optional.empty();
        long line = 1;
        for (CSVRecord record : parser) {
            text.recordWasRead();
            boolean isBlank = record.stream().allMatch(String::isBlank);
            if (!isBlank && header.isEmpty()) {
                header = Optional.of(header(record));
            } else if (!isBlank) {
                rules++;
                RuleFileParser.requireRuleLimit(rules);
                if (!sink.test(new RuleCsvRecord(header.orElseThrow(), record).toEntry("line " + line))) {
                    return;
                }
            }
            line = parser.getCurrentLineNumber() + 1;
        }
        if (header.isEmpty()) {
            throw new UnreadableFileException("The file is empty: its first line must name the columns.");
        }
    }

    /** Ends the reading of a record that is too long: the parser would keep all of it in memory. */
    private static final class RecordLimit extends FilterReader {

        private int length;

        RecordLimit(Reader in) {
            super(in);
        }

        void recordWasRead() {
            length = 0;
        }

        boolean isExceeded() {
            return length > RuleFileParser.MAX_RULE_SIZE;
        }

        @Override
        public int read() throws IOException {
            int c = super.read();
            add(c < 0 ? 0 : 1);
            return c;
        }

        @Override
        public int read(char[] chars, int offset, int count) throws IOException {
            int read = super.read(chars, offset, count);
            add(Math.max(read, 0));
            return read;
        }

        private void add(int read) throws IOException {
            length += read;
            if (isExceeded()) {
                throw new IOException("the record is too long");
            }
        }
    }

    private static List<String> header(CSVRecord record) throws UnreadableFileException {
        List<String> names = record.stream().map(RuleCsvColumns::normalized).toList();
        Set<String> seen = new HashSet<>();
        List<String> invalid = new ArrayList<>();
        for (String name : names) {
            boolean isValid = name.isEmpty() || (RuleCsvColumns.isKnown(name) && seen.add(name));
            if (!isValid && invalid.size() < MAX_QUOTED_NAMES) {
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

    /** The most frequent candidate in the first line that is not blank. */
    private static char delimiter(FileText file) {
        String firstLine;
        try (BufferedReader text = new BufferedReader(file.reader())) {
            char[] start = new char[MAX_HEADER];
            int length = Math.max(0, text.read(start));
            firstLine = new String(start, 0, length)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Stream.of(',', ';', '\t')
                .reduce((a, b) -> count(firstLine, b) > count(firstLine, a) ? b : a)
                .orElseThrow();
    }

    private static long count(String text, char c) {
        return text.chars().filter(other -> other == c).count();
    }
}
