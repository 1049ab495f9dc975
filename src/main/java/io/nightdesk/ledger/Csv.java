package io.nightdesk.ledger;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Lines of CSV by RFC 4180 that a spreadsheet program opens without harm: it runs no cell that a customer wrote. */
final class Csv {

    static final String MEDIA_TYPE = "text/csv";

    /** Without it spreadsheet programs take UTF-8 for something else. */
    static final String BYTE_ORDER_MARK = "\uFEFF";

    /** What may begin a formula, in full width too, which some programs take for the same. */
    private static final Pattern FORMULA = Pattern.compile("[=+\\-@\\t\\r\\n＝＋－＠]");

    private static final Pattern SPECIAL = Pattern.compile("[\",;\\t\\r\\n]");

    private Csv() {}

    /** The cells as a line, with its end. */
    static String line(List<String> cells) {
        return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(String text) {
        String harmless = FORMULA.matcher(text).lookingAt() ? "'" + text : text;
        return SPECIAL.matcher(harmless).find() ? "\"" + harmless.replace("\"", "\"\"") + "\"" : harmless;
    }
}
