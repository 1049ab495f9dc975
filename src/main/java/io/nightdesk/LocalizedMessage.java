package io.nightdesk;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A message for people in the languages of the API. Both texts stand where the message is made, so that neither can be
 * forgotten. English is the default, and the language of logs.
 *
 * @param english a text, with placeholders of {@link String#format} if there are arguments
 * @param chinese the same with the same placeholders; {@code %2$s} where their order differs
 * @param arguments values for the placeholders; one that is a message itself is written in the same language
 */
public record LocalizedMessage(String english, String chinese, List<Object> arguments) {

    /** What separates the languages in the message of a constraint, whose annotation has one text. */
    private static final String SEPARATOR = " | ";

    /** The message of a constraint for a value that is missing. */
    public static final String REQUIRED = "is required" + SEPARATOR + "必填";

    /** The message of a constraint for a blank text. */
    public static final String NOT_BLANK = "must not be blank" + SEPARATOR + "不能为空";

    public LocalizedMessage {
        arguments = List.copyOf(arguments);
    }

    public static LocalizedMessage of(String english, String chinese, Object... arguments) {
        return new LocalizedMessage(english, chinese, Arrays.asList(arguments));
    }

    /** A list of names that are the same in both languages. */
    public static LocalizedMessage oneOf(Iterable<String> names) {
        return of("must be one of %s", "只能是以下之一：%s", String.join(", ", names));
    }

    /** The message of a constraint: English and Chinese, separated by a bar. */
    public static LocalizedMessage ofConstraint(String message) {
        int bar = message.indexOf(SEPARATOR);
        if (bar < 0) {
            throw new IllegalArgumentException("a constraint needs a message in both languages: " + message);
        }
        return of(message.substring(0, bar), message.substring(bar + SEPARATOR.length()));
    }

    /** The message of a constraint that {@link #ofConstraint} takes apart. */
    public String toConstraint() {
        return in(Locale.ENGLISH) + SEPARATOR + in(Locale.CHINESE);
    }

    public String in(Locale language) {
        String text = language.getLanguage().equals(Locale.CHINESE.getLanguage()) ? chinese : english;
        return arguments.isEmpty()
                ? text
                : String.format(
                        Locale.ROOT,
                        text,
                        arguments.stream()
                                .map(argument ->
                                        argument instanceof LocalizedMessage message ? message.in(language) : argument)
                                .toArray());
    }

    public String inEnglish() {
        return in(Locale.ENGLISH);
    }

    /** In English, for logs and exceptions. */
    @Override
    public String toString() {
        return inEnglish();
    }
}
