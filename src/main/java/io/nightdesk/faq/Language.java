package io.nightdesk.faq;

import java.util.Locale;

/** Which of the desk's two languages a text is in. */
public final class Language {

    private Language() {}

    /** English for a text with Latin letters and no Chinese character, Chinese for every other. */
    public static Locale of(String text) {
        boolean latin = text.codePoints().anyMatch(c -> c < 0x250 && Character.isLetter(c));
        return latin && text.codePoints().noneMatch(Character::isIdeographic) ? Locale.ENGLISH : Locale.CHINESE;
    }
}
