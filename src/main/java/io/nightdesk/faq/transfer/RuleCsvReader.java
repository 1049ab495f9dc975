package io.nightdesk.faq.transfer;

import io.nightdesk.faq.transfer.RuleFileParser.Entry;
import io.nightdesk.faq.transfer.RuleFileParser.UnreadableFileException;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads rules from CSV, as {@link RuleCsvWriter} or a spreadsheet program writes it. See {@link RuleCsvColumns}. */
final class RuleCsvReader {

    private final RecordLimit text;
    private final ColumnMapping mapping;
    private final Predicate<Entry> sink;
    private boolean isDelimiterExpected;
    private Optional<RuleCsvHeader> header = Optional.empty();
    /** The line in which the record begins that is read. */
    private long line = 1;

    private int rules;

    private RuleCsvReader(RecordLimit text, boolean isDelimiterDeclared, ColumnMapping mapping, Predicate<Entry> sink) {
        this.text = text;
        this.mapping = mapping;
        this.isDelimiterExpected = isDelimiterDeclared;
        this.sink = sink;
    }

    /**
     * Reads a file whose cells are separated by commas, semicolons, tabs or vertical bars, or as its first line declares.
     *
     * @param sink takes the entries, and returns whether to read on
     */
    static void read(FileText file, ColumnMapping mapping, Predicate<Entry> sink) throws UnreadableFileException {
        CsvDialect dialect = CsvDialect.of(file);
        RecordLimit text = new RecordLimit(file.reader());
        RuleCsvReader reader = new RuleCsvReader(text, dialect.isDeclared(), mapping, sink);
        try (CSVParser parser = CSVParser.parse(text, format(dialect))) {
            reader.read(parser);
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            throw reader.malformed();
        }
    }

    private static CSVFormat format(CsvDialect dialect) throws UnreadableFileException {
        try {
            return CSVFormat.RFC4180
                    .builder()
                    .setDelimiter(dialect.delimiter())
                    .setIgnoreEmptyLines(false)
                    .get();
        } catch (IllegalArgumentException e) {
            throw new UnreadableFileException(
                    "The line sep=%s declares a character that cannot separate cells. Remove the line.",
                    "“sep=%s”这一行声明的字符不能分隔单元格，请删去这一行。", dialect.delimiter());
        }
    }

    private void read(CSVParser parser) throws UnreadableFileException {
        for (CSVRecord record : parser) {
            text.recordWasRead();
            boolean isBlank = record.stream().allMatch(String::isBlank);
            if (!isBlank && !take(record)) {
                return;
            }
            line = parser.getCurrentLineNumber() + 1;
        }
        if (header.isEmpty()) {
            throw new UnreadableFileException(
                    "The file is empty: its first line must name the columns.", "文件是空的：第一行必须是列名。");
        }
    }

    /** Returns whether to read on. */
    private boolean take(CSVRecord record) throws UnreadableFileException {
        if (isDelimiterExpected) {
            isDelimiterExpected = false;
            return true;
        }
        if (header.isEmpty()) {
            header = Optional.of(RuleCsvHeader.of(record, mapping));
            return true;
        }
        rules++;
        RuleFileParser.requireRuleLimit(rules);
        return sink.test(new RuleCsvRecord(header.get(), record).toEntry("line " + line));
    }

    private UnreadableFileException malformed() {
        return text.isExceeded()
                ? new UnreadableFileException(
                        "The file has a record of more than %s characters, which begins in line %s. Is a quoted cell not"
                                + " closed?",
                        "从第 %2$s 行开始的一条规则超过 %1$s 个字符，是不是有引号没有成对？", RuleFileParser.MAX_RULE_SIZE, line)
                : new UnreadableFileException(
                        "The file is not valid CSV: in the record that begins in line %s, a quoted cell is not closed,"
                                + " or there is text between a closing quotation mark and the next delimiter. Double"
                                + " each quotation mark within a quoted cell.",
                        "文件不是正确的 CSV：从第 %s 行开始的规则中，有引号没有成对，或右引号与下一个分隔符之间有文字。引号内的引号要写两次。", line);
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
}
