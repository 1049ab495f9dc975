package io.nightdesk.rest;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Lines of CSV by RFC 4180 that a spreadsheet program opens without harm: it runs no cell that a customer wrote. */
public final class Csv {

    public static final String MEDIA_TYPE = "text/csv";

    /** Without it spreadsheet programs take UTF-8 for something else. */
    public static final String BYTE_ORDER_MARK = "\uFEFF";

    /** What may begin a formula, in full width too, which some programs take for the same. */
    private static final Pattern FORMULA = Pattern.compile("[=+\\-@\\t\\r\\n＝＋－＠]");

    private static final Pattern SPECIAL = Pattern.compile("[\",;\\t\\r\\n]");

    private Csv() {}

    /** The cells as a line, with its end. */
    public static String line(List<String> cells) {
        return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    /** What comes out of {@link #line} as it was put in, provided that {@link #reversible} was put in. */
    public static String reversed(String cell) {
        return cell.startsWith("'") && isGuarded(cell.substring(1)) ? cell.substring(1) : cell;
    }

    /** A text with an apostrophe more where it begins with one that would be taken for the guard of a formula. */
    public static String reversible(String text) {
        return text.startsWith("'") && isGuarded(text.substring(1)) ? "'" + text : text;
    }

    private static boolean isGuarded(String rest) {
        return rest.startsWith("'") || FORMULA.matcher(rest).lookingAt();
    }

    private static String cell(String text) {
        String harmless = FORMULA.matcher(text).lookingAt() ? "'" + text : text;
        return SPECIAL.matcher(harmless).find() ? "\"" + harmless.replace("\"", "\"\"") + "\"" : harmless;
    }
}
