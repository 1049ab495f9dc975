package io.nightdesk.faq.match;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A text or a trigger in the forms in which it is compared. Two of them are the same if they have a form in common.
 *
 * @param text the first form: letters and digits with one space in place of punctuation. If the text has no letter and no digit,
 *     its symbols
 * @param others other ways to read the text: with Chinese numbers in digits, and with words connected across a hyphen or a
 *     slash. Mostly empty
 * @param symbols the emoji and other symbols of a text with letters, separated by spaces; mostly empty. They only count for
 *     keywords and patterns
 */
public record FoldedText(String text, List<String> others, String symbols) {

    /** The characters that are kept. Folding can multiply the length: ﷺ is 18 characters. */
    private static final int MAX_LENGTH = 4_000;

    public FoldedText {
        others = List.copyOf(others);
    }

    public static FoldedText of(String text) {
        TextNormalizer.Forms forms = TextNormalizer.forms(text);
        String first = truncated(forms.separated());
        if (first.isEmpty()) {
            return new FoldedText(truncated(forms.symbols()), List.of(), "");
        }
        Set<String> others = new LinkedHashSet<>();
        others.add(ChineseNumbers.inDigits(first));
        if (forms.connected().length() != forms.separated().length()) {
            others.add(ChineseNumbers.inDigits(truncated(forms.connected())));
        }
        others.remove(first);
        return new FoldedText(first, List.copyOf(others), truncated(forms.symbols()));
    }

    /** Whether nothing is left to compare. */
    public boolean isEmpty() {
        return text.isEmpty();
    }

    /** The forms of the whole text: another text is the same if it has one of them. */
    Stream<String> whole() {
        return others.isEmpty() ? Stream.of(text) : Stream.concat(Stream.of(text), others.stream());
    }

    /** The forms in which words and patterns are searched for. */
    Stream<String> searched() {
        return symbols.isEmpty() ? whole() : Stream.concat(whole(), Stream.of(symbols));
    }

    private static String truncated(String form) {
        return TextNormalizer.truncate(form, MAX_LENGTH);
    }
}
