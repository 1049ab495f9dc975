package io.nightdesk.faq;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The answer of a rule.
 *
 * @param variants alternatives, at least one; a session gets them in rotation
 * @param menu keys of the rules that are offered after a text answer, numbered from 1
 */
public record Answers(List<Variant> variants, List<String> menu) {

    public Answers {
        variants = List.copyOf(variants);
        menu = List.copyOf(menu);
        if (variants.isEmpty()) {
            throw new IllegalArgumentException("a rule needs at least one answer");
        }
    }

    /** One alternative of the answer. */
    public sealed interface Variant {

        /** Whether this variant is available in the language. */
        boolean isAvailableIn(Locale language);

        /** A text in Chinese, in English, or in both. */
        record Text(Optional<String> chinese, Optional<String> english) implements Variant {

            public Text {
                if (chinese.isEmpty() && english.isEmpty()) {
                    throw new IllegalArgumentException("an answer needs a text in at least one language");
                }
            }

            @Override
            public boolean isAvailableIn(Locale language) {
                return text(language).isPresent();
            }

            /** The text in the language, or in the other one if it is missing. */
            public String in(Locale language) {
                return text(language).or(() -> chinese).or(() -> english).orElseThrow();
            }

            private Optional<String> text(Locale language) {
                return language.equals(Locale.ENGLISH) ? english : chinese;
            }
        }

        /**
         * An image instead of a text.
         *
         * @param url from where the customer's client loads the image
         */
        record Image(String url) implements Variant {
            @Override
            public boolean isAvailableIn(Locale language) {
                return true;
            }
        }
    }

    /**
     * The variant for the {@code turn}th reply, counted from 0. Rotates through the variants that are available in the
     * language, or through all of them if none is.
     */
    public Variant variant(Locale language, int turn) {
        List<Variant> available = variants.stream()
                .filter(variant -> variant.isAvailableIn(language))
                .toList();
        List<Variant> rotation = available.isEmpty() ? variants : available;
        return rotation.get(Math.floorMod(turn, rotation.size()));
    }
}
