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
 * Finds which of many words occur in a text, in one pass: the automaton of
 * <a href="https://doi.org/10.1145/360825.360855">Aho and Corasick</a>. Immutable after construction.
 */
final class AhoCorasick {

    private final State root = new State();
    private final Boundaries boundaries;

    /** Where a word may occur. */
    enum Boundaries {
        /** At word boundaries, see {@link KeywordTrigger#occurs}. */
        WORD,
        /** Anywhere, even within another word. */
        ANY
    }

    /** A prefix of a word. */
    private static final class State {
        /** Immutable while it is empty: most prefixes are whole words that no other word begins with. */
        private Map<Character, State> next = Map.of();

        private Optional<String> word = Optional.empty();
        /** The failure link: the longest proper suffix of this prefix that is a prefix of a word too. Of the root, the root. */
        private State suffix = this;
        /** The output link: this state or the nearest one along the failure links that completes a word. */
        private Optional<State> output = Optional.empty();
    }

    /** Builds the automaton. The words are folded and not empty. */
    AhoCorasick(Collection<String> words, Boundaries boundaries) {
        this.boundaries = boundaries;
        words.forEach(this::add);
        link();
    }

    /** The words that occur in a folded text. */
    Set<String> findIn(String folded) {
        Set<String> found = new HashSet<>();
        State state = root;
        for (int end = 1; end <= folded.length(); end++) {
            state = step(state, folded.charAt(end - 1));
            for (Optional<State> match = state.output; match.isPresent(); match = nextOutput(match.get())) {
                String word = match.get().word.orElseThrow();
                if (boundaries == Boundaries.ANY || KeywordTrigger.hasBoundaries(folded, end - word.length(), end)) {
                    found.add(word);
                }
            }
        }
        return found;
    }

    private Optional<State> nextOutput(State state) {
        return state == root ? Optional.empty() : state.suffix.output;
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
            state = state.suffix;
        }
    }

    private void add(String word) {
        State state = root;
        for (int i = 0; i < word.length(); i++) {
            if (state.next.isEmpty()) {
                state.next = new HashMap<>();
            }
            state = state.next.computeIfAbsent(word.charAt(i), c -> new State());
        }
        state.word = Optional.of(word);
    }

    /** Sets the links breadth first, because those of a state depend on those of shorter ones. */
    private void link() {
        Queue<State> queue = new ArrayDeque<>();
        root.next.values().forEach(state -> {
            state.suffix = root;
            queue.add(state);
        });
        while (!queue.isEmpty()) {
            State state = queue.remove();
            state.output = state.word.isPresent() ? Optional.of(state) : state.suffix.output;
            state.next.forEach((c, longer) -> {
                longer.suffix = step(state.suffix, c);
                queue.add(longer);
            });
        }
    }
}
