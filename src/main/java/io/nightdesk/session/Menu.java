package io.nightdesk.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The rules that a reply offered, from which the customer selects one by its number. Immutable.
 *
 * @param language the language of the offer; a number alone is answered in it
 * @param rules the keys of the rules, numbered from 1; empty if nothing is offered
 * @param until when the offer ends, in seconds since 1970
 */
public record Menu(Locale language, List<String> rules, long until) {

    /** How long a number counts as a selection from the menu. */
    public static final Duration LIFE = Duration.ofMinutes(10);

    public static final Menu NONE = new Menu(Locale.CHINESE, List.of(), 0);

    public Menu {
        rules = List.copyOf(rules);
        language = rules.isEmpty() ? Locale.CHINESE : language;
        until = rules.isEmpty() ? 0 : until;
    }

    /** An offer made at {@code now}. */
    public static Menu of(Locale language, List<String> rules, Instant now) {
        return new Menu(language, rules, now.plus(LIFE).getEpochSecond());
    }

    /** This menu, or {@link #NONE} after its end. */
    public Menu at(Instant now) {
        return now.getEpochSecond() < until ? this : NONE;
    }

    /** Whether the offer ends later than {@code time}. */
    boolean isAfter(Instant time) {
        return until > time.getEpochSecond();
    }

    /** The stored form: language, end and keys separated by spaces, '' for none. */
    public String text() {
        return rules.isEmpty() ? "" : language.getLanguage() + " " + until + " " + String.join(" ", rules);
    }

    /** {@link #NONE} for a text that is none: what a session remembers must not keep its frames from being processed. */
    static Menu parse(String stored) {
        List<String> parts =
                Arrays.stream(stored.split(" ")).filter(part -> !part.isEmpty()).toList();
        return parts.size() < 3 || !parts.get(1).matches("[0-9]{1,12}")
                ? NONE
                : new Menu(
                        Locale.forLanguageTag(parts.get(0)),
                        parts.subList(2, parts.size()),
                        Long.parseLong(parts.get(1)));
    }
}
