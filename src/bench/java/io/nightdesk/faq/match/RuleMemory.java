package io.nightdesk.faq.match;

import io.nightdesk.faq.Rule;
import io.nightdesk.faq.RuleSamples;
import java.io.PrintStream;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The heap that compiled rules take, each with a question, a keyword trigger, a pattern and an example: once they are compiled,
 * and while they are compiled again after a change of one of them, when both rule sets are in memory.
 *
 * <p>System property: {@code memory.rules} (10000).
 */
public final class RuleMemory {

    private static final int CHARACTERS = 2_000;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final Random random = new Random(1);

    private RuleMemory() {}

    public static void main(String[] args) {
        new RuleMemory().run(Integer.getInteger("memory.rules", 10_000));
    }

    private void run(int count) {
        double empty = usedMiB();
        List<Rule> rules = IntStream.range(0, count).mapToObj(this::rule).toList();
        double sources = usedMiB();
        CompiledRules compiled = CompiledRules.compile(rules, Thresholds.DEFAULT);
        double once = usedMiB();
        List<Rule> changed = new ArrayList<>(rules);
        changed.set(0, rule(0));
        long startedAt = System.nanoTime();
        CompiledRules again = compiled.recompileValid(changed, Thresholds.DEFAULT);
        double seconds = (System.nanoTime() - startedAt) / 1e9;
        double twice = usedMiB();
        out.printf(
                "%d rules: sources %.1f MiB, compiled %.1f MiB, again after a change %.1f MiB in %.2f s%n",
                compiled.size(), sources - empty, once - sources, twice - once, seconds);
        Reference.reachabilityFence(compiled);
        Reference.reachabilityFence(again);
        Reference.reachabilityFence(rules);
    }

    private Rule rule(int number) {
        return RuleSamples.rule(
                "rule-" + number,
                0,
                new Rule.Triggers(
                        List.of(text(8)),
                        List.of(new Rule.Keywords(List.of(text(2)), List.of(text(2), text(2)), List.of())),
                        List.of(text(2) + ".{0,5}(?:" + text(2) + "|" + text(2) + ")"),
                        List.of(text(13))));
    }

    /** A random text in which, as in a language, few characters make up most of the text. */
    private String text(int length) {
        return IntStream.range(0, length)
                .mapToObj(i -> Character.toString(0x4E00 + (int) Math.pow(CHARACTERS, random.nextDouble()) - 1))
                .reduce("", String::concat);
    }

    private static double usedMiB() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return (runtime.totalMemory() - runtime.freeMemory()) / 1024.0 / 1024;
    }
}
