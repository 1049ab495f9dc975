package io.nightdesk.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The rules that a reply offered, to be picked by a number. Immutable.
 *
 * @param language of the offer, so that a bare number is answered in it
 * @param rules their keys, numbered from 1; empty for no offer
 * @param until when the offer lapses, in seconds from 1970
 */
public record Menu(Locale language, List<String> rules, long until) {

    /** How long a number is understood as an answer to an offer. */
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

    /** This, or nothing once it has lapsed. */
    public Menu at(Instant now) {
        return now.getEpochSecond() < until ? this : NONE;
    }

    /** The stored form: language, end and keys with spaces between, '' for none. */
    String text() {
        return rules.isEmpty() ? "" : language.getLanguage() + " " + until + " " + String.join(" ", rules);
    }

    static Menu parse(String stored) {
        List<String> parts =
                Arrays.stream(stored.split(" ")).filter(part -> !part.isEmpty()).toList();
        return parts.size() < 3
                ? NONE
                : new Menu(
                        Locale.forLanguageTag(parts.get(0)),
                        parts.subList(2, parts.size()),
                        Long.parseLong(parts.get(1)));
    }
}
