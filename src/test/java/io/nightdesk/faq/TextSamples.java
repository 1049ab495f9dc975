package io.nightdesk.faq;

import java.util.Random;

/** Random texts from a small alphabet, so that they often have characters in common. */
public final class TextSamples {

    private static final int[] ALPHABET =
            "aab1 退貨货𠮷é'A，. \u3000👍\u0301".codePoints().toArray();

    private TextSamples() {}

    public static String random(Random random) {
        return random(random, 12);
    }

    public static String random(Random random, int maxLength) {
        StringBuilder text = new StringBuilder();
        random.ints(random.nextInt(maxLength + 1), 0, ALPHABET.length)
                .forEach(at -> text.appendCodePoint(ALPHABET[at]));
        return text.toString();
    }
}
