package io.nightdesk.faq;

import java.util.List;
import java.util.Optional;

/** One keyword trigger of one rule with its words folded. */
record KeywordTrigger(String ruleKey, int priority, List<String> all, List<String> any, List<String> none) {

    static KeywordTrigger compile(Rule rule, Rule.Keywords words) {
        List<String> any = fold(words.any());
        if (any.isEmpty() && !words.any().isEmpty()) {
            // One of nothing cannot be had; as an empty list it would no longer restrict.
            return new KeywordTrigger(rule.key(), rule.priority(), List.of(), List.of(), List.of());
        }
        return new KeywordTrigger(rule.key(), rule.priority(), fold(words.all()), any, fold(words.none()));
    }

    Optional<Candidate> match(String folded) {
        if ((all.isEmpty() && any.isEmpty())
                || !all.stream().allMatch(word -> occurs(word, folded))
                || none.stream().anyMatch(word -> occurs(word, folded))) {
            return Optional.empty();
        }
        int longestOfAny = any.stream()
                .filter(word -> occurs(word, folded))
                .mapToInt(String::length)
                .max()
                .orElse(0);
        if (longestOfAny == 0 && !any.isEmpty()) {
            return Optional.empty();
        }
        int specificity = all.stream().mapToInt(String::length).sum() + longestOfAny;
        return Optional.of(new Candidate(ruleKey, Candidate.Kind.KEYWORDS, priority, specificity));
    }

    private static List<String> fold(List<String> words) {
        return words.stream()
                .map(Folding::fold)
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
    }

    /** Chinese words are found anywhere, Latin ones and numbers only where they begin and end as words. */
    static boolean occurs(String word, String text) {
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            int end = at + word.length();
            if (isBorder(text, at, at - 1) && isBorder(text, end - 1, end)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBorder(String text, int edge, int neighbour) {
        return neighbour < 0
                || neighbour >= text.length()
                || !isSpacedLetter(text.charAt(edge))
                || !isSpacedLetter(text.charAt(neighbour));
    }

    /** Halves of surrogate pairs are rare ideographs or no letters here: borders on either side. */
    private static boolean isSpacedLetter(char c) {
        return Character.isLetterOrDigit(c) && !Folding.isUnspaced(c);
    }
}
