package io.nightdesk.faq.match;

import java.util.List;
import java.util.Locale;

/** Why a rule matches a text. */
public sealed interface Evidence {

    /** Ranks of evidence, the strongest first. A stronger rank wins over a weaker one regardless of priority. */
    enum Strength {
        MENU,
        EXACT,
        KEYWORD_OR_REGEX,
        SIMILARITY
    }

    /** Kinds of evidence. Metrics use the names in lower case as labels. */
    enum Kind {
        MENU,
        EXACT,
        KEYWORD,
        REGEX,
        SIMILARITY
    }

    Strength strength();

    Kind kind();

    /** Ranks evidence of the same strength: the number of matched characters, or the similarity score. */
    double weight();

    /** The evidence as text for admins. */
    String describe();

    /**
     * The customer chose the rule from a menu.
     *
     * @param number the number of the entry, from 1
     */
    record Menu(int number) implements Evidence {
        @Override
        public Strength strength() {
            return Strength.MENU;
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
            return "is number " + number + " of the menu";
        }
    }

    /**
     * The text equals one of the rule's exact or example questions.
     *
     * @param question the question, folded
     */
    record Exact(String question) implements Evidence {
        @Override
        public Strength strength() {
            return Strength.EXACT;
        }

        @Override
        public Kind kind() {
            return Kind.EXACT;
        }

        @Override
        public double weight() {
            return question.length();
        }

        @Override
        public String describe() {
            return "is the question \"" + question + "\"";
        }
    }

    /**
     * The text contains the words of a keyword trigger.
     *
     * @param words the words found, folded
     */
    record Keyword(List<String> words) implements Evidence {
        public Keyword {
            words = List.copyOf(words);
        }

        @Override
        public Strength strength() {
            return Strength.KEYWORD_OR_REGEX;
        }

        @Override
        public Kind kind() {
            return Kind.KEYWORD;
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
     * A pattern matches a part of the text.
     *
     * @param matched the first part that it matches
     */
    record Regex(String pattern, String matched) implements Evidence {
        @Override
        public Strength strength() {
            return Strength.KEYWORD_OR_REGEX;
        }

        @Override
        public Kind kind() {
            return Kind.REGEX;
        }

        @Override
        public double weight() {
            return matched.length();
        }

        @Override
        public String describe() {
            return "matches " + pattern + " in \"" + matched + "\"";
        }
    }

    /**
     * The text is similar to the rule's examples.
     *
     * @param example the most similar example, folded
     * @param score from 0 to 1, see {@link Similarity.Hit}
     * @param confidence from 0 to 2, see {@link Similarity.Hit}
     */
    record Similar(String example, double score, double confidence) implements Evidence {
        @Override
        public Strength strength() {
            return Strength.SIMILARITY;
        }

        @Override
        public Kind kind() {
            return Kind.SIMILARITY;
        }

        @Override
        public double weight() {
            return score;
        }

        @Override
        public String describe() {
            return String.format(
                    Locale.ROOT, "is similar to \"%s\", score %.2f, confidence %.2f", example, score, confidence);
        }
    }
}
