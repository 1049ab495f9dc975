package io.nightdesk.faq.match;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/**
 * Finds all words of all rules in one pass over a text, however many they are: the automaton of
 * <a href="https://doi.org/10.1145/360825.360855">Aho and Corasick</a>. Immutable.
 */
final class AhoCorasick {

    private final State root = new State();
    private final Borders borders;

    /** Where a word counts. */
    enum Borders {
        /** Where it begins and ends as {@link KeywordTrigger#occurs} asks for. */
        WORDS,
        ANYWHERE
    }

    /** What was read of a text, as far as it is the beginning of a word. */
    private static final class State {
        private final Map<Character, State> next = new HashMap<>();
        private Optional<String> word = Optional.empty();
        /** The longest beginning of a word that ends here too; the root's is itself. */
        private State shorter = this;
        /** The nearest of the shorter ones, this one included, that is a whole word. */
        private Optional<State> ending = Optional.empty();
    }

    /** Compiles the words, which are folded and not empty. */
    AhoCorasick(Collection<String> words, Borders borders) {
        this.borders = borders;
        words.forEach(this::add);
        link();
    }

    /** The words that occur in a folded text. */
    Set<String> in(String folded) {
        Set<String> found = new HashSet<>();
        State state = root;
        for (int end = 1; end <= folded.length(); end++) {
            state = step(state, folded.charAt(end - 1));
            for (Optional<State> match = state.ending; match.isPresent(); match = shorterEnding(match.get())) {
                String word = match.get().word.orElseThrow();
                if (borders == Borders.ANYWHERE || KeywordTrigger.hasBorders(folded, end - word.length(), end)) {
                    found.add(word);
                }
            }
        }
        return found;
    }

    private Optional<State> shorterEnding(State state) {
        return state == root ? Optional.empty() : state.shorter.ending;
    }

    private State step(State from, char c) {
        State state = from;
        while (true) {
            State next = state.next.get(c);
            if (next != null) {
                return next;
            }
            if (state == root) {
                return root;
            }
            state = state.shorter;
        }
    }

    private void add(String word) {
        State state = root;
        for (int i = 0; i < word.length(); i++) {
            state = state.next.computeIfAbsent(word.charAt(i), c -> new State());
        }
        state.word = Optional.of(word);
    }

    /** Breadth first, so that every shorter state is linked before a longer one needs it. */
    private void link() {
        Queue<State> queue = new ArrayDeque<>();
        root.next.values().forEach(state -> {
            state.shorter = root;
            queue.add(state);
        });
        while (!queue.isEmpty()) {
            State state = queue.remove();
            state.ending = state.word.isPresent() ? Optional.of(state) : state.shorter.ending;
            state.next.forEach((c, longer) -> {
                longer.shorter = step(state.shorter, c);
                queue.add(longer);
            });
        }
    }
}
