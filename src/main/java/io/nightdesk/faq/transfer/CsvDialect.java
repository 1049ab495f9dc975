package io.nightdesk.faq.transfer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the cells of a CSV file are separated.
 *
 * @param isDeclared whether the first line says it, as in {@code sep=;}, which Excel reads and some programs write
 */
record CsvDialect(char delimiter, boolean isDeclared) {

    /** More delimiters may follow, if a program has filled the line up to the width of the table. */
    private static final Pattern DECLARATION = Pattern.compile("\"?sep=(.)\"?\\1*", Pattern.CASE_INSENSITIVE);

    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");
    /** The first line is looked for in so many characters. */
    private static final int MAX_FIRST_LINE = 8 * 1024;

    /** Reads the first line that is not blank. Without a declaration, its most frequent candidate is the delimiter. */
    static CsvDialect of(FileText file) {
        String line = firstLine(file);
        Matcher declaration = DECLARATION.matcher(line.strip());
        if (declaration.matches() || declaration.reset(line).matches()) {
            return new CsvDialect(declaration.group(1).charAt(0), true);
        }
        String unquoted = QUOTED.matcher(line).replaceAll("");
        char delimiter = List.of(',', ';', '\t', '|').stream()
                .reduce((a, b) -> count(unquoted, b) > count(unquoted, a) ? b : a)
                .orElseThrow();
        return new CsvDialect(delimiter, false);
    }

    private static String firstLine(FileText file) {
        try (BufferedReader text = new BufferedReader(file.reader())) {
            char[] start = new char[MAX_FIRST_LINE];
            int length = Math.max(0, text.read(start));
            return new String(start, 0, length)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long count(String text, char c) {
        return text.chars().filter(other -> other == c).count();
    }
}
