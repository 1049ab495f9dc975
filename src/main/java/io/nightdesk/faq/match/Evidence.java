package io.nightdesk.faq.match;

import java.util.List;
import java.util.Locale;

/** What made a rule fire. */
public sealed interface Evidence {

    /** Sorts of triggers that win over the next sort whatever else speaks for a rule, the strongest first. */
    enum Strength {
        PICK,
        QUESTION,
        WORDS,
        LIKENESS
    }

    /** The sorts of triggers, by the names that monitoring counts them under in lower case. */
    enum Kind {
        MENU,
        QUESTION,
        KEYWORDS,
        PATTERN,
        LIKENESS
    }

    Strength strength();

    Kind kind();

    /** How much it says among evidence of the same strength: characters explained, or the likeness. */
    double weight();

    /** For an admin to read. */
    String describe();

    /** The customer picked the rule from a menu. */
    record Picked(int number) implements Evidence {
        @Override
        public Strength strength() {
            return Strength.PICK;
        }

        @Override
        public Kind kind() {
            return Kind.MENU;
        }

        @Override
        public double weight() {
            return 1;
        }

        @Override
        public String describe() {
            return "picked number " + number + " of the menu";
        }
    }

    /** The text is one of the rule's exact or example questions. */
    record Exact(String folded) implements Evidence {
        @Override
        public Strength strength() {
            return Strength.QUESTION;
        }

        @Override
        public Kind kind() {
            return Kind.QUESTION;
        }

        @Override
        public double weight() {
            return folded.length();
        }

        @Override
        public String describe() {
            return "is the question \"" + folded + "\"";
        }
    }

    /**
     * The text has the words of a keyword trigger.
     *
     * @param words those found, folded
     */
    record Words(List<String> words) implements Evidence {
        public Words {
            words = List.copyOf(words);
        }

        @Override
        public Strength strength() {
            return Strength.WORDS;
        }

        @Override
        public Kind kind() {
            return Kind.KEYWORDS;
        }

        @Override
        public double weight() {
            return words.stream().mapToInt(String::length).sum();
        }

        @Override
        public String describe() {
            return "has the keywords " + String.join(", ", words);
        }
    }

    /**
     * A pattern was found in the text.
     *
     * @param found what it matched first
     */
    record Pattern(String regex, String found) implements Evidence {
        @Override
        public Strength strength() {
            return Strength.WORDS;
        }

        @Override
        public Kind kind() {
            return Kind.PATTERN;
        }

        @Override
        public double weight() {
            return found.length();
        }

        @Override
        public String describe() {
            return "matches " + regex + " in \"" + found + "\"";
        }
    }

    /**
     * The text is like the rule's examples.
     *
     * @param example the likest one, folded
     * @param score 0 to 1
     * @param confidence that this rule is meant and no other, see {@link Similarity.Likeness}
     */
    record Similar(String example, double score, double confidence) implements Evidence {
        @Override
        public Strength strength() {
            return Strength.LIKENESS;
        }

        @Override
        public Kind kind() {
            return Kind.LIKENESS;
        }

        @Override
        public double weight() {
            return score;
        }

        @Override
        public String describe() {
            return String.format(
                    Locale.ROOT, "is like \"%s\", score %.2f, confidence %.2f", example, score, confidence);
        }
    }
}
