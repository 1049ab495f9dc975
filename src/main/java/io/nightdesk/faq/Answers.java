package io.nightdesk.faq;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a rule says.
 *
 * @param variants said in turn in each session; at least one
 * @param menu keys of rules that are offered along with a text, numbered from 1
 */
public record Answers(List<Variant> variants, List<String> menu) {

    public Answers {
        variants = List.copyOf(variants);
        menu = List.copyOf(menu);
        if (variants.isEmpty()) {
            throw new IllegalArgumentException("a rule needs an answer");
        }
    }

    /** One way to answer. */
    public sealed interface Variant {

        /** Whether it can be said to somebody who writes in that language. */
        boolean speaks(Locale language);

        /** At least one language has a wording. */
        record Text(Optional<String> chinese, Optional<String> english) implements Variant {

            public Text {
                if (chinese.isEmpty() && english.isEmpty()) {
                    throw new IllegalArgumentException("an answer needs a wording in at least one language");
                }
            }

            @Override
            public boolean speaks(Locale language) {
                return wording(language).isPresent();
            }

            /** The wording in that language, or in the other one when there is none. */
            public String in(Locale language) {
                return wording(language).or(() -> chinese).or(() -> english).orElseThrow();
            }

            private Optional<String> wording(Locale language) {
                return language.equals(Locale.ENGLISH) ? english : chinese;
            }
        }

        /**
         * An image instead of a text.
         *
         * @param url where the customer's client gets it
         */
        record Image(String url) implements Variant {
            @Override
            public boolean speaks(Locale language) {
                return true;
            }
        }
    }

    /** What is said to the {@code turn}th question, from 0 on: the variants in that language in turn, or all if none is. */
    public Variant variant(Locale language, int turn) {
        List<Variant> fitting =
                variants.stream().filter(variant -> variant.speaks(language)).toList();
        List<Variant> choice = fitting.isEmpty() ? variants : fitting;
        return choice.get(Math.floorMod(turn, choice.size()));
    }
}
