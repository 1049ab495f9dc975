package io.nightdesk.faq.match;

import io.nightdesk.faq.Rule;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A keyword trigger of a rule, with its words folded. See {@link Rule.Keywords}. */
public record KeywordTrigger(Rule rule, List<String> all, List<String> any, List<String> none) {

    public static KeywordTrigger compile(Rule rule, Rule.Keywords words) {
        List<String> any = fold(words.any());
        if (any.isEmpty() && !words.any().isEmpty()) {
            // All alternatives are empty when folded, so the trigger can never match. An empty list alone would mean no
            // condition.
            return new KeywordTrigger(rule, List.of(), List.of(), List.of());
        }
        return new KeywordTrigger(rule, fold(words.all()), any, fold(words.none()));
    }

    /** The words of {@code all} and {@code any}. The trigger matches no text without at least one of them. */
    Stream<String> requiredWords() {
        return Stream.concat(all.stream(), any.stream());
    }

    /**
     * The words of which one occurs in every text that the trigger matches: the longest of {@code all}, which the fewest texts
     * contain, or else those of {@code any}. With more words, a long text would have many triggers evaluated repeatedly.
     */
    Stream<String> indexedWords() {
        return all.isEmpty() ? any.stream() : all.stream().max(Comparator.comparingInt(String::length)).stream();
    }

    Stream<String> words() {
        return Stream.concat(requiredWords(), none.stream());
    }

    /** Matches a folded text. */
    public Optional<Evidence.Keyword> match(String folded) {
        return match(word -> occurs(word, folded));
    }

    /** Matches a text of which it is known which words occur in it. */
    Optional<Evidence.Keyword> match(Predicate<String> occurs) {
        if ((all.isEmpty() && any.isEmpty())
                || !all.stream().allMatch(occurs)
                || none.stream().anyMatch(occurs)) {
            return Optional.empty();
        }
        Optional<String> longestOfAny = any.stream().filter(occurs).max(Comparator.comparingInt(String::length));
        if (longestOfAny.isEmpty() && !any.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Evidence.Keyword(
                Stream.concat(all.stream(), longestOfAny.stream()).toList()));
    }

    private static List<String> fold(List<String> words) {
        return words.stream()
                .map(TextNormalizer::fold)
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
    }

    /** Whether the word occurs in the text. Chinese words may occur anywhere, Latin words and numbers only as whole words. */
    static boolean occurs(String word, String text) {
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            if (hasBoundaries(text, at, at + word.length())) {
                return true;
            }
        }
        return false;
    }

    /** Whether neither end of {@code text[at, end)} is within a word of a script with spaces. */
    static boolean hasBoundaries(String text, int at, int end) {
        return isBoundary(text, at, at - 1) && isBoundary(text, end - 1, end);
    }

    private static boolean isBoundary(String text, int edge, int neighbour) {
        return neighbour < 0
                || neighbour >= text.length()
                || !isSpacedLetter(text.charAt(edge))
                || !isSpacedLetter(text.charAt(neighbour));
    }

    /**
     * A surrogate is not a letter here. Most characters outside the basic plane are ideographs, which need no boundary.
     */
    private static boolean isSpacedLetter(char c) {
        return Character.isLetterOrDigit(c) && !TextNormalizer.isUnspaced(c);
    }
}
