package io.nightdesk.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How often each rule with several answers has answered in a session, so that the next answer is another one. Remembers the last
 * few rules. Immutable.
 */
public record AnswerRotation(List<Turn> recent) {

    static final int MAX_RULES = 8;

    public static final AnswerRotation NONE = new AnswerRotation(List.of());

    /**
     * A rule, by its key, and how often it answered.
     */
    public record Turn(String rule, int count) {}

    public AnswerRotation {
        recent = List.copyOf(recent);
    }

    /** How often the rule answered, as far as it is remembered. */
    public int of(String rule) {
        return recent.stream()
                .filter(turn -> turn.rule().equals(rule))
                .mapToInt(Turn::count)
                .findFirst()
                .orElse(0);
    }

    /** This rotation after one more answer of the rule. */
    public AnswerRotation next(String rule) {
        List<Turn> turns = new ArrayList<>(recent);
        turns.removeIf(turn -> turn.rule().equals(rule));
        // Wraps to 0 after 65,535, which only disturbs the rotation once, so that the stored form stays short.
        turns.add(0, new Turn(rule, (of(rule) + 1) & 0xFFFF));
        return new AnswerRotation(turns.subList(0, Math.min(MAX_RULES, turns.size())));
    }

    /** The stored form: {@code key=count} separated by spaces, the latest rule first. */
    String text() {
        return recent.stream().map(turn -> turn.rule() + "=" + turn.count()).collect(Collectors.joining(" "));
    }

    /** Leaves out what is no turn: what a session remembers must not keep its frames from being processed. */
    static AnswerRotation parse(String text) {
        return new AnswerRotation(Arrays.stream(text.split(" "))
                .filter(turn -> turn.matches("[^=]+=[0-9]{1,9}"))
                .map(turn -> turn.split("=", 2))
                .map(parts -> new Turn(parts[0], Integer.parseInt(parts[1])))
                .toList());
    }
}
