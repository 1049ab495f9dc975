package io.nightdesk.conversation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The rules that the last reply offered, to be picked by a number. Immutable.
 *
 * @param language of the offer, so that a bare number is answered in it
 * @param rules their keys, numbered from 1; empty for no offer
 */
public record Menu(Locale language, List<String> rules) {

    public static final Menu NONE = new Menu(Locale.CHINESE, List.of());

    public Menu {
        rules = List.copyOf(rules);
        language = rules.isEmpty() ? Locale.CHINESE : language;
    }

    /** The stored form: language and keys with spaces between, '' for none. */
    String text() {
        return rules.isEmpty() ? "" : language.getLanguage() + " " + String.join(" ", rules);
    }

    static Menu parse(String stored) {
        List<String> parts =
                Arrays.stream(stored.split(" ")).filter(part -> !part.isEmpty()).toList();
        return parts.isEmpty() ? NONE : new Menu(Locale.forLanguageTag(parts.get(0)), parts.subList(1, parts.size()));
    }
}
