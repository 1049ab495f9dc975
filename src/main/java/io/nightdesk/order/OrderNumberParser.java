package io.nightdesk.order;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Recognises order numbers: runs of 8 to 32 Latin letters, digits and hyphens with at least six digits. */
public final class OrderNumberParser {

    /** How many numbers of one text are looked up; further ones are ignored. */
    public static final int MOST = 5;

    private static final Pattern RUN = Pattern.compile("(?<![0-9A-Za-z-])[0-9A-Za-z-]{8,32}(?![0-9A-Za-z-])");
    /** People give their phone number or a date along with the question; taken for an order it would hide their latest. */
    private static final Pattern MOBILE = Pattern.compile("(86)?1[3-9][0-9]{9}");

    private static final Pattern DATE = Pattern.compile("20[0-9]{2}-[0-9]{1,2}-[0-9]{1,2}");

    private OrderNumberParser() {}

    /** The numbers in {@code text}, full-width digits included, upper case, in order, without repeats. */
    public static List<String> in(String text) {
        return RUN.matcher(normalize(text))
                .results()
                .map(MatchResult::group)
                .filter(run -> run.chars().filter(c -> c >= '0' && c <= '9').count() >= 6)
                .filter(run -> !MOBILE.matcher(run.replace("-", "")).matches()
                        && !DATE.matcher(run).matches())
                .distinct()
                .limit(MOST)
                .toList();
    }

    /** A number as orders are stored under: plain width, upper case, nothing around it. */
    static String normalize(String number) {
        return Normalizer.normalize(number, Normalizer.Form.NFKC).strip().toUpperCase(Locale.ROOT);
    }
}
