package io.nightdesk.hours;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A half-open interval of local time on one day: at {@code until} it is closed. The text form is {@code 09:00-18:00};
 * {@code 22:00-02:00} ends on the next day, {@code 18:00-24:00} at the end of its own day.
 *
 * @param from minutes since 0:00, less than {@value #MINUTES_PER_DAY}
 * @param until minutes since 0:00 of the same day, greater than {@code from} by at most {@value #MINUTES_PER_DAY}; a
 *     value above {@value #MINUTES_PER_DAY} is on the next day
 */
record DailyInterval(int from, int until) implements Comparable<DailyInterval> {

    static final int MINUTES_PER_DAY = 24 * 60;

    private static final Pattern TEXT_FORM =
            Pattern.compile("([01][0-9]|2[0-3]):([0-5][0-9])-([01][0-9]|2[0-3]):([0-5][0-9])|"
                    + "([01][0-9]|2[0-3]):([0-5][0-9])-24:00");

    DailyInterval {
        if (from < 0 || from >= MINUTES_PER_DAY || until <= from || until - from > MINUTES_PER_DAY) {
            throw new IllegalArgumentException("not an interval of a day: from " + from + " until " + until);
        }
    }

    /** Parses the text form. Returns empty for any other text, and for an interval that ends where it starts. */
    static Optional<DailyInterval> parse(String text) {
        Matcher matcher = TEXT_FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        if (matcher.group(5) != null) {
            return Optional.of(new DailyInterval(minutes(matcher, 5), MINUTES_PER_DAY));
        }
        int from = minutes(matcher, 1);
        int until = minutes(matcher, 3);
        return from == until
                ? Optional.empty()
                : Optional.of(new DailyInterval(from, until < from ? until + MINUTES_PER_DAY : until));
    }

    boolean crossesMidnight() {
        return until > MINUTES_PER_DAY;
    }

    @Override
    public int compareTo(DailyInterval other) {
        return from == other.from ? Integer.compare(until, other.until) : Integer.compare(from, other.from);
    }

    @Override
    public String toString() {
        return clockTime(from) + "-" + clockTime(crossesMidnight() ? until - MINUTES_PER_DAY : until);
    }

    private static String clockTime(int minutes) {
        return String.format(Locale.ROOT, "%02d:%02d", minutes / 60, minutes % 60);
    }

    private static int minutes(Matcher matcher, int hourGroup) {
        return Integer.parseInt(matcher.group(hourGroup)) * 60 + Integer.parseInt(matcher.group(hourGroup + 1));
    }
}
