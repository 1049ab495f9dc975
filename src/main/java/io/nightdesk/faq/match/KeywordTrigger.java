package io.nightdesk.faq.match;

import io.nightdesk.faq.Rule;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A keyword trigger of a rule, with its words folded. See {@link Rule.Keywords}. */
public record KeywordTrigger(Rule rule, List<FoldedText> all, List<FoldedText> any, List<FoldedText> none) {

    private static final Comparator<FoldedText> LONGER =
            Comparator.comparingInt(word -> word.text().length());

    public static KeywordTrigger compile(Rule rule, Rule.Keywords words) {
        List<FoldedText> any = fold(words.any());
        if (any.isEmpty() && !words.any().isEmpty()) {
            // All alternatives are empty when folded, so the trigger can never match. An empty list alone would mean no
            // condition.
            return new KeywordTrigger(rule, List.of(), List.of(), List.of());
        }
        return new KeywordTrigger(rule, fold(words.all()), any, fold(words.none()));
    }

    /** The words of {@code all} and {@code any}. The trigger matches no text without at least one of them. */
    Stream<FoldedText> requiredWords() {
        return Stream.concat(all.stream(), any.stream());
    }

    /**
     * The words of which one occurs in every text that the trigger matches: the longest of {@code all}, which the fewest texts
     * contain, or else those of {@code any}. With more words, a long text would have many triggers evaluated repeatedly.
     */
    Stream<FoldedText> indexedWords() {
        return all.isEmpty() ? any.stream() : all.stream().max(LONGER).stream();
    }

    Stream<FoldedText> words() {
        return Stream.concat(requiredWords(), none.stream());
    }

    /** Matches a text. */
    public Optional<Evidence.Keyword> match(FoldedText text) {
        return match(word -> occurs(word, text));
    }

    /** Matches a text of which it is known which words occur in it. */
    Optional<Evidence.Keyword> match(Predicate<FoldedText> occurs) {
        if ((all.isEmpty() && any.isEmpty())
                || !all.stream().allMatch(occurs)
                || none.stream().anyMatch(occurs)) {
            return Optional.empty();
        }
        Optional<FoldedText> longestOfAny = any.stream().filter(occurs).max(LONGER);
        if (longestOfAny.isEmpty() && !any.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Evidence.Keyword(Stream.concat(all.stream(), longestOfAny.stream())
                .map(FoldedText::text)
                .toList()));
    }

    private static List<FoldedText> fold(List<String> words) {
        return words.stream()
                .map(FoldedText::of)
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
    }

    private static boolean occurs(FoldedText word, FoldedText text) {
        return text.searched().anyMatch(form -> word.whole().anyMatch(wordForm -> occurs(wordForm, form)));
    }

    /**
     * Whether the word occurs in the text. Words of scripts without spaces and Korean words may occur anywhere, others only as
     * whole words. A word ends where letters and digits meet: VIP2 has the word vip.
     */
    static boolean occurs(String word, String text) {
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            if (hasBoundaries(text, at, at + word.length())) {
                return true;
            }
        }
        return false;
    }

    /** Whether {@code text[at, end)} neither begins nor ends within a word. */
    static boolean hasBoundaries(String text, int at, int end) {
        return (at == 0 || isBoundary(text.codePointBefore(at), text.codePointAt(at)))
                && (end == text.length() || isBoundary(text.codePointBefore(end), text.codePointAt(end)));
    }

    private static boolean isBoundary(int before, int after) {
        Characters.Kind kind = Characters.kind(before);
        return kind == Characters.Kind.ANYWHERE || kind != Characters.kind(after);
    }
}
