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

    /** From so many days on a weekday's name would not say which one. */
    private static final int WEEK = 7;

    private static final Map<String, Wording> VALUES =
            Map.of("next_open", HoursPlaceholders::nextOpen, "today", HoursPlaceholders::today);

    private interface Wording {
        String of(OpeningHours hours, Instant now, Locale language);
    }

    private HoursPlaceholders() {}

    /** What may stand between braces. */
    public static Set<String> names() {
        return VALUES.keySet().stream().map(name -> "hours." + name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The answer with the hours as they stand; a placeholder that does not exist stays as it is written. */
    public static String fill(String answer, OpeningHours hours, Instant now, Locale language) {
        return PLACEHOLDER
                .matcher(answer)
                .replaceAll(found -> Matcher.quoteReplacement(Optional.ofNullable(VALUES.get(found.group(1)))
                        .map(value -> value.of(hours, now, language))
                        .orElseGet(found::group)));
    }

    /** When somebody is there next, to be read as "you hear from us …". */
    private static String nextOpen(OpeningHours hours, Instant now, Locale language) {
        OpenStatus standing = hours.at(now);
        if (standing.open()) {
            return inLanguage(language, "马上", "right away");
        }
        return standing.nextOpening()
                .flatMap(next -> hours.schedule().map(schedule -> moment(next, now, schedule.zone(), language)))
                .orElseGet(() -> inLanguage(language, "尽快", "as soon as possible"));
    }

    private static String moment(Instant next, Instant now, ZoneId zone, Locale language) {
        ZonedDateTime opens = next.atZone(zone);
        return day(opens.toLocalDate(), now.atZone(zone).toLocalDate(), language)
                + (isEnglish(language) ? " at " : " ")
                + DateTimeFormatter.ofPattern("H:mm", Locale.ROOT).format(opens);
    }

    private static String day(LocalDate day, LocalDate today, Locale language) {
        long ahead = ChronoUnit.DAYS.between(today, day);
        if (ahead <= 0) {
            return inLanguage(language, "今天", "today");
        }
        if (ahead == 1) {
            return inLanguage(language, "明天", "tomorrow");
        }
        // Not the platform's names of days: those of an older or a leaner Java differ.
        return ahead < WEEK
                ? inLanguage(
                        language,
                        "周" + "一二三四五六日".charAt(day.getDayOfWeek().getValue() - 1),
                        "on " + capital(day.getDayOfWeek().name()))
                : inLanguage(
                        language,
                        day.getMonthValue() + "月" + day.getDayOfMonth() + "日",
                        "on " + day.getDayOfMonth() + " "
                                + capital(day.getMonth().name()));
    }

    /** The hours that begin today. */
    private static String today(OpeningHours hours, Instant now, Locale language) {
        List<DailyInterval> openings = hours.schedule()
                .map(schedule -> schedule.openings(now.atZone(schedule.zone()).toLocalDate()))
                .orElse(List.of());
        return openings.isEmpty()
                ? inLanguage(language, "休息", "closed")
                : openings.stream()
                        .map(HoursPlaceholders::span)
                        .collect(Collectors.joining(inLanguage(language, "、", ", ")));
    }

    private static String span(DailyInterval opening) {
        return opening.toString().replaceAll("(^|-)0", "$1").replace('-', '–');
    }

    private static String capital(String name) {
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }

    private static String inLanguage(Locale language, String chinese, String english) {
        return isEnglish(language) ? english : chinese;
    }

    private static boolean isEnglish(Locale language) {
        return language.equals(Locale.ENGLISH);
    }
}
