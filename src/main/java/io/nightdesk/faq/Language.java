package io.nightdesk.faq;

import java.text.Normalizer;
import java.util.Locale;

/** Detects which of the two supported languages a text is in. */
public final class Language {

    private Language() {}

    /** English for a text with Latin letters and no Chinese character, otherwise Chinese. */
    public static Locale of(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC);
        boolean latin = plain.codePoints().anyMatch(c -> c < 0x250 && Character.isLetter(c));
        return latin && plain.codePoints().noneMatch(Character::isIdeographic) ? Locale.ENGLISH : Locale.CHINESE;
    }
}
