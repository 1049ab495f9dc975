package io.nightdesk.faq.match;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** All keyword triggers of all rules, indexed by their words. Immutable. */
final class KeywordIndex {

    /** The triggers by {@link KeywordTrigger#indexedWords}. */
    private final Map<String, List<KeywordTrigger>> triggersByWord = new HashMap<>();

    private final AhoCorasick words;

    KeywordIndex(List<KeywordTrigger> triggers) {
        Set<String> allWords = new HashSet<>();
        for (KeywordTrigger trigger : triggers) {
            trigger.words().forEach(allWords::add);
            trigger.indexedWords()
                    .forEach(word -> triggersByWord
                            .computeIfAbsent(word, absent -> new ArrayList<>())
                            .add(trigger));
        }
        words = new AhoCorasick(allWords, AhoCorasick.Boundaries.WORD);
    }

    /** Reports every trigger that matches the folded text. A trigger can be reported more than once. */
    void match(String folded, BiConsumer<KeywordTrigger, Evidence> matches) {
        Set<String> found = words.findIn(folded);
        for (String word : found) {
            for (KeywordTrigger trigger : triggersByWord.getOrDefault(word, List.of())) {
                trigger.match(found::contains).ifPresent(evidence -> matches.accept(trigger, evidence));
            }
        }
    }
}
