package io.nightdesk.rest;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes CSV (RFC 4180) that is safe to open in a spreadsheet program: a cell that would be run as a formula gets an apostrophe
 * in front. Not written with commons-csv, which quotes a cell for one delimiter only: a program that separates at semicolons, as
 * Excel does in many countries, would find formulas in the middle of a cell.
 */
public final class Csv {

    public static final String MEDIA_TYPE = "text/csv";

    /** Spreadsheet programs recognise UTF-8 by it. */
    public static final String BYTE_ORDER_MARK = "\uFEFF";

    /** The first characters of a formula. Some programs accept the full-width forms, too. */
    private static final Pattern FORMULA = Pattern.compile("[=+\\-@\\t\\r\\n＝＋－＠]");

    private static final Pattern QUOTED = Pattern.compile("[\",;\\t\\r\\n]");

    private Csv() {}

    /** One line with its line break. */
    public static String line(List<String> cells) {
        return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    /** Restores the text of a cell that was written with {@link #line} from a {@link #reversible} text. */
    public static String reversed(String cell) {
        return cell.startsWith("'") && isEscaped(cell.substring(1)) ? cell.substring(1) : cell;
    }

    /** Doubles an apostrophe that {@link #reversed} would take for the one in front of a formula. */
    public static String reversible(String text) {
        return text.startsWith("'") && isEscaped(text.substring(1)) ? "'" + text : text;
    }

    private static boolean isEscaped(String rest) {
        return rest.startsWith("'") || FORMULA.matcher(rest).lookingAt();
    }

    private static String cell(String text) {
        String safe = FORMULA.matcher(text).lookingAt() ? "'" + text : text;
        return QUOTED.matcher(safe).find() ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
    }
}
