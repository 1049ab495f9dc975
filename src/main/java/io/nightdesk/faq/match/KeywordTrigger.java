package io.nightdesk.faq.match;

import io.nightdesk.faq.Rule;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** One keyword trigger of one rule with its words folded. */
public record KeywordTrigger(Rule rule, List<String> all, List<String> any, List<String> none) {

    public static KeywordTrigger compile(Rule rule, Rule.Keywords words) {
        List<String> any = fold(words.any());
        if (any.isEmpty() && !words.any().isEmpty()) {
            // One of nothing cannot be had; as an empty list it would no longer restrict.
            return new KeywordTrigger(rule, List.of(), List.of(), List.of());
        }
        return new KeywordTrigger(rule, fold(words.all()), any, fold(words.none()));
    }

    /** The words that must or may occur: without one of them the trigger does not fire. */
    Stream<String> wanted() {
        return Stream.concat(all.stream(), any.stream());
    }

    Stream<String> words() {
        return Stream.concat(wanted(), none.stream());
    }

    /** Whether and by which words the trigger fits a folded text. */
    public Optional<Evidence.Words> match(String folded) {
        return match(word -> occurs(word, folded));
    }

    /** The same for a text of which it is known what occurs in it. */
    Optional<Evidence.Words> match(Predicate<String> occurs) {
        if ((all.isEmpty() && any.isEmpty())
                || !all.stream().allMatch(occurs)
                || none.stream().anyMatch(occurs)) {
            return Optional.empty();
        }
        Optional<String> longestOfAny = any.stream().filter(occurs).max(Comparator.comparingInt(String::length));
        if (longestOfAny.isEmpty() && !any.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Evidence.Words(
                Stream.concat(all.stream(), longestOfAny.stream()).toList()));
    }

    private static List<String> fold(List<String> words) {
        return words.stream()
                .map(TextNormalizer::fold)
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
    }

    /** Chinese words are found anywhere, Latin ones and numbers only where they begin and end as words. */
    static boolean occurs(String word, String text) {
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            if (hasBorders(text, at, at + word.length())) {
                return true;
            }
        }
        return false;
    }

    /** Whether no word of a spaced script goes on over either end of {@code text[at, end)}. */
    static boolean hasBorders(String text, int at, int end) {
        return isBorder(text, at, at - 1) && isBorder(text, end - 1, end);
    }

    private static boolean isBorder(String text, int edge, int neighbour) {
        return neighbour < 0
                || neighbour >= text.length()
                || !isSpacedLetter(text.charAt(edge))
                || !isSpacedLetter(text.charAt(neighbour));
    }

    /** Halves of surrogate pairs are rare ideographs or no letters here: borders on either side. */
    private static boolean isSpacedLetter(char c) {
        return Character.isLetterOrDigit(c) && !TextNormalizer.isUnspaced(c);
    }
}
