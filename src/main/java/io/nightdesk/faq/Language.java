package io.nightdesk.faq;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Detects which of the two supported languages a text is in. */
public final class Language {

    /** Addresses, and what has digits: numbers of orders, also in groups, and names of models. */
    private static final Pattern NO_WORDS = Pattern.compile(
            "(?i)(?:https?://|www\\.)\\S+|\\S+@\\S+" + "|\\b[a-z]{1,4}[\\s\\p{Pd}]*(?=[0-9])|[^\\s]*[0-9][^\\s]*");

    private Language() {}

    /** The language of the words in a text; empty if it has none, for example if it is only the number of an order. */
    public static Optional<Locale> shownBy(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC);
        if (plain.codePoints().anyMatch(Character::isIdeographic)) {
            return Optional.of(Locale.CHINESE);
        }
        return Optional.of(of(NO_WORDS.matcher(plain).replaceAll(" "))).filter(Locale.ENGLISH::equals);
    }

    /** English for a text with Latin letters and no Chinese character, otherwise Chinese. */
    public static Locale of(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC);
        boolean latin = plain.codePoints().anyMatch(c -> c < 0x250 && Character.isLetter(c));
        return latin && plain.codePoints().noneMatch(Character::isIdeographic) ? Locale.ENGLISH : Locale.CHINESE;
    }
}
