package io.nightdesk.hours;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Opening hours of one day by the clock on the wall, half open: at {@code until} it is closed. Written {@code 09:00-18:00};
 * {@code 22:00-02:00} runs into the next day, {@code 18:00-24:00} to the end of its own.
 *
 * @param from minutes from 0:00, below {@value #DAY}
 * @param until minutes from 0:00 of the same day, above {@code from} by no more than {@value #DAY}; above {@value #DAY}
 *     it is on the next day
 */
record DailyInterval(int from, int until) implements Comparable<DailyInterval> {

    /** Minutes in a day of 24 hours. */
    static final int DAY = 24 * 60;

    private static final Pattern FORM =
            Pattern.compile("([01][0-9]|2[0-3]):([0-5][0-9])-([01][0-9]|2[0-3]):([0-5][0-9])|"
                    + "([01][0-9]|2[0-3]):([0-5][0-9])-24:00");

    DailyInterval {
        if (from < 0 || from >= DAY || until <= from || until - from > DAY) {
            throw new IllegalArgumentException("no hours of a day: " + from + " to " + until);
        }
    }

    /** The opening that is so written; empty for anything else, and for one that ends where it begins. */
    static Optional<DailyInterval> parse(String written) {
        Matcher form = FORM.matcher(written);
        if (!form.matches()) {
            return Optional.empty();
        }
        if (form.group(5) != null) {
            return Optional.of(new DailyInterval(minutes(form, 5), DAY));
        }
        int from = minutes(form, 1);
        int until = minutes(form, 3);
        return from == until
                ? Optional.empty()
                : Optional.of(new DailyInterval(from, until < from ? until + DAY : until));
    }

    boolean isOverMidnight() {
        return until > DAY;
    }

    @Override
    public int compareTo(DailyInterval other) {
        return from == other.from ? Integer.compare(until, other.until) : Integer.compare(from, other.from);
    }

    @Override
    public String toString() {
        return clock(from) + "-" + clock(isOverMidnight() ? until - DAY : until);
    }

    private static String clock(int minutes) {
        return String.format(Locale.ROOT, "%02d:%02d", minutes / 60, minutes % 60);
    }

    private static int minutes(Matcher form, int group) {
        return Integer.parseInt(form.group(group)) * 60 + Integer.parseInt(form.group(group + 1));
    }
}
