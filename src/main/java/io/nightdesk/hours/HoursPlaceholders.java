package io.nightdesk.hours;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The {@code {hours.…}} placeholders of an answer. */
public final class HoursPlaceholders {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{hours\\.([a-z_]+)}");

    /** From this many days ahead, the name of a weekday is ambiguous. */
    private static final int DAYS_PER_WEEK = 7;

    private static final Map<String, Placeholder> PLACEHOLDERS =
            Map.of("next_open", HoursPlaceholders::nextOpen, "today", HoursPlaceholders::today);

    private interface Placeholder {
        String value(OpeningHours hours, Instant now, Locale language);
    }

    private HoursPlaceholders() {}

    /** The names that are valid between braces. */
    public static Set<String> names() {
        return PLACEHOLDERS.keySet().stream()
                .map(name -> "hours." + name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Replaces the placeholders of an answer. An unknown placeholder stays as it is. */
    public static String fill(String answer, OpeningHours hours, Instant now, Locale language) {
        return PLACEHOLDER
                .matcher(answer)
                .replaceAll(match -> Matcher.quoteReplacement(Optional.ofNullable(PLACEHOLDERS.get(match.group(1)))
                        .map(placeholder -> placeholder.value(hours, now, language))
                        .orElseGet(match::group)));
    }

    /** When agents are available next, worded to follow "we reply". */
    private static String nextOpen(OpeningHours hours, Instant now, Locale language) {
        OpenStatus status = hours.at(now);
        if (status.open()) {
            return translate(language, "马上", "right away");
        }
        return status.nextOpening()
                .flatMap(next -> hours.schedule().map(schedule -> dateTime(next, now, schedule.zone(), language)))
                .orElseGet(() -> translate(language, "尽快", "as soon as possible"));
    }

    private static String dateTime(Instant next, Instant now, ZoneId zone, Locale language) {
        ZonedDateTime opening = next.atZone(zone);
        return day(opening.toLocalDate(), now.atZone(zone).toLocalDate(), language)
                + (isEnglish(language) ? " at " : " ")
                + DateTimeFormatter.ofPattern("H:mm", Locale.ROOT).format(opening);
    }

    private static String day(LocalDate day, LocalDate today, Locale language) {
        long daysAhead = ChronoUnit.DAYS.between(today, day);
        if (daysAhead <= 0) {
            return translate(language, "今天", "today");
        }
        if (daysAhead == 1) {
            return translate(language, "明天", "tomorrow");
        }
        // Not the platform's weekday names: they differ between Java releases, and a native image may lack them.
        return daysAhead < DAYS_PER_WEEK
                ? translate(
                        language,
                        "周" + "一二三四五六日".charAt(day.getDayOfWeek().getValue() - 1),
                        "on " + capitalize(day.getDayOfWeek().name()))
                : translate(
                        language,
                        day.getMonthValue() + "月" + day.getDayOfMonth() + "日",
                        "on " + day.getDayOfMonth() + " "
                                + capitalize(day.getMonth().name()));
    }

    /** The opening hours that start today. */
    private static String today(OpeningHours hours, Instant now, Locale language) {
        List<DailyInterval> intervals = hours.schedule()
                .map(schedule -> schedule.intervals(now.atZone(schedule.zone()).toLocalDate()))
                .orElse(List.of());
        return intervals.isEmpty()
                ? translate(language, "休息", "closed")
                : intervals.stream()
                        .map(HoursPlaceholders::forCustomers)
                        .collect(Collectors.joining(translate(language, "、", ", ")));
    }

    /** {@code 09:00-18:00} as {@code 9:00–18:00}. */
    private static String forCustomers(DailyInterval interval) {
        return interval.toString().replaceAll("(^|-)0", "$1").replace('-', '–');
    }

    private static String capitalize(String name) {
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }

    private static String translate(Locale language, String chinese, String english) {
        return isEnglish(language) ? english : chinese;
    }

    private static boolean isEnglish(Locale language) {
        return language.equals(Locale.ENGLISH);
    }
}
