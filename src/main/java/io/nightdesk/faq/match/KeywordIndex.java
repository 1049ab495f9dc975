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
    private final Map<FoldedText, List<KeywordTrigger>> triggersByWord = new HashMap<>();
    /** The words by each of their forms. */
    private final Map<String, Set<FoldedText>> wordsByForm = new HashMap<>();

    private final AhoCorasick forms;

    KeywordIndex(List<KeywordTrigger> triggers) {
        for (KeywordTrigger trigger : triggers) {
            trigger.words()
                    .forEach(word -> word.whole()
                            .forEach(form -> wordsByForm
                                    .computeIfAbsent(form, absent -> new HashSet<>(1))
                                    .add(word)));
            trigger.indexedWords()
                    .forEach(word -> triggersByWord
                            .computeIfAbsent(word, absent -> new ArrayList<>())
                            .add(trigger));
        }
        forms = new AhoCorasick(wordsByForm.keySet(), AhoCorasick.Boundaries.WORD);
    }

    /** Reports every trigger that matches the text. A trigger can be reported more than once. */
    void match(FoldedText text, BiConsumer<KeywordTrigger, Evidence> matches) {
        Set<FoldedText> found = new HashSet<>();
        text.searched()
                .flatMap(form -> forms.findIn(form).stream())
                .forEach(form -> found.addAll(wordsByForm.getOrDefault(form, Set.of())));
        for (FoldedText word : found) {
            for (KeywordTrigger trigger : triggersByWord.getOrDefault(word, List.of())) {
                trigger.match(found::contains).ifPresent(evidence -> matches.accept(trigger, evidence));
            }
        }
    }
}
