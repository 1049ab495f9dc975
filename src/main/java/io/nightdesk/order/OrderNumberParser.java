package io.nightdesk.order;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Finds order numbers in texts: 8 to 32 Latin letters, digits and hyphens, with at least six digits. */
public final class OrderNumberParser {

    /** How many numbers of one text are looked up. Further ones are ignored. */
    public static final int MAX_NUMBERS = 5;

    private static final int MIN_DIGITS = 6;
    private static final Pattern CANDIDATE = Pattern.compile("(?<![0-9A-Za-z-])[0-9A-Za-z-]{8,32}(?![0-9A-Za-z-])");

    /** Customers mention phone numbers and dates. Taken for an order number, they would hide the latest order. */
    private static final Pattern MOBILE_PHONE = Pattern.compile("(86)?1[3-9][0-9]{9}");

    private static final Pattern DATE = Pattern.compile("20[0-9]{2}-[0-9]{1,2}-[0-9]{1,2}");

    private OrderNumberParser() {}

    /** The distinct numbers in a text, normalised, in their order. */
    public static List<String> parse(String text) {
        return CANDIDATE
                .matcher(normalize(text))
                .results()
                .map(MatchResult::group)
                .filter(OrderNumberParser::isOrderNumber)
                .distinct()
                .limit(MAX_NUMBERS)
                .toList();
    }

    private static boolean isOrderNumber(String candidate) {
        return candidate.chars().filter(c -> c >= '0' && c <= '9').count() >= MIN_DIGITS
                && !MOBILE_PHONE.matcher(candidate.replace("-", "")).matches()
                && !DATE.matcher(candidate).matches();
    }

    /** The form in which numbers are stored: half-width, upper case, without surrounding white space. */
    static String normalize(String number) {
        return Normalizer.normalize(number, Normalizer.Form.NFKC).strip().toUpperCase(Locale.ROOT);
    }
}
