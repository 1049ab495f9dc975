package io.nightdesk.faq.match;

import io.nightdesk.faq.RuleSamples;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * How often the matcher finds the rule that is meant, on public question sets that are no part of this project.
 *
 * <p>Top-1 and top-3 are of questions that a rule answers, with all rules in place. For the rest a third of the questions is
 * such that no rule answers them: strange ones where a set has them, else those of a quarter of the rules, held out in turn;
 * they are weighed to make that third. <em>Precision</em> is the share of right answers among all answers, <em>answered</em>
 * the share of the questions with a rule that get an answer, right or wrong, <em>strange</em> that of the others. What is
 * answered at 95 % is by a threshold that holds that precision on one random half of the questions, measured on the other
 * half, both ways; the mean of both.
 *
 * <p>System properties: {@code eval.data}, the folder with the sets; {@code eval.examples}, the most a rule is given (10). A
 * set is a folder with lines of a text and its rule's name, a tab between: {@code zh_dialogflow/all.tsv}, of which the
 * examples are drawn at random, 20 times over; {@code train_10.tsv}, or {@code train.tsv} for more than 10 examples, and
 * {@code test.tsv} in {@code banking77} and {@code clinc150}, there with {@code oos_test.tsv}, the strange questions.
 */
public final class Evaluation {

    private static final int SEEDS = 20;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final Path data;
    private final int examples;

    /**
     * @param rules how many in place
     * @param known asked with all rules in place
     * @param mixed asked among strange ones
     */
    private record Results(int rules, List<Asked> known, List<Asked> mixed) {}

    private Evaluation(Path data, int examples) {
        this.data = data;
        this.examples = examples;
    }

    /** The only place that knows how the matcher is asked: at most three guesses for a text, the best first. */
    private static Function<String, List<Asked.Guess>> matcher(Map<String, List<String>> examples) {
        CompiledRules rules = CompiledRules.compile(
                examples.entrySet().stream()
                        .map(entry -> RuleSamples.examples(
                                entry.getKey(), entry.getValue().toArray(String[]::new)))
                        .toList(),
                Thresholds.SHIPPED);
        return text -> rules.match(RuleSamples.question(text)).candidates().stream()
                .map(candidate -> new Asked.Guess(candidate.ruleKey(), confidence(candidate.evidence())))
                .toList();
    }

    /** Who asks with the very words of an example can only mean that rule. */
    private static double confidence(Evidence evidence) {
        return evidence instanceof Evidence.Similar similar ? similar.confidence() : 2;
    }

    public static void main(String[] args) {
        String data = System.getProperty("eval.data", "");
        if (data.isBlank() || !Files.isDirectory(Path.of(data))) {
            System.err.printf("-Deval.data=… has to name the folder with the question sets, not '%s'%n", data);
            System.exit(2);
        }
        new Evaluation(Path.of(data), Integer.getInteger("eval.examples", 10)).run();
    }

    private void run() {
        Map<String, Results> sets = new LinkedHashMap<>();
        sets.put("zh_dialogflow", parted());
        sets.put("banking77", heldOut());
        sets.put("clinc150", strange());
        out.printf(
                "%d examples a rule, %.0f %% of the questions strange, shipped threshold %.2f%n%n",
                examples, Outcome.STRANGE * 100, Thresholds.SHIPPED.answer());
        out.println(
                "| set | rules | top-1 | top-3 | answered at 95 % | precision | answered as shipped | strange | precision |");
        out.println("|---|---|---|---|---|---|---|---|---|");
        sets.forEach(this::printSummary);
        out.println();
        printThresholds(sets);
        out.println();
        printLeaveOneOut(sets, .90);
        printLeaveOneOut(sets, .95);
    }

    private Results parted() {
        List<Asked> known = new ArrayList<>();
        List<Asked> mixed = new ArrayList<>();
        int rules = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            QuestionSet set = QuestionSet.parted(data.resolve("zh_dialogflow/all.tsv"), examples, random);
            rules = set.examples().size();
            known.addAll(ask(set));
            set.withRulesHeldOut(random).forEach(part -> mixed.addAll(ask(part)));
        }
        return new Results(rules, known, mixed);
    }

    private Results heldOut() {
        QuestionSet set = read("banking77");
        List<Asked> mixed = new ArrayList<>();
        set.withRulesHeldOut(new Random(0)).forEach(part -> mixed.addAll(ask(part)));
        return new Results(set.examples().size(), ask(set), mixed);
    }

    private Results strange() {
        QuestionSet set = read("clinc150");
        return new Results(set.examples().size(), ask(set), ask(set.withOthers(data.resolve("clinc150/oos_test.tsv"))));
    }

    private QuestionSet read(String name) {
        Path folder = data.resolve(name);
        return QuestionSet.read(
                folder.resolve(examples <= 10 ? "train_10.tsv" : "train.tsv"),
                folder.resolve("test.tsv"),
                examples,
                new Random(0));
    }

    private static List<Asked> ask(QuestionSet set) {
        Function<String, List<Asked.Guess>> matcher = matcher(set.examples());
        return set.asked().stream()
                .map(question -> new Asked(question.rule(), matcher.apply(question.text())))
                .toList();
    }

    private void printSummary(String name, Results results) {
        // Chosen on one half of the questions and measured on the other, both ways.
        List<Asked> shuffled = new ArrayList<>(results.mixed);
        Collections.shuffle(shuffled, new Random(0));
        List<Asked> one = shuffled.subList(0, shuffled.size() / 2);
        List<Asked> other = shuffled.subList(shuffled.size() / 2, shuffled.size());
        Outcome there = Outcome.of(other, Outcome.lowest(one, .95).threshold());
        Outcome back = Outcome.of(one, Outcome.lowest(other, .95).threshold());
        Outcome shipped = Outcome.of(results.mixed, Thresholds.SHIPPED.answer());
        out.printf(
                "| %s | %d | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f |%n",
                name,
                results.rules,
                percentRight(results.known, 1),
                percentRight(results.known, 3),
                50 * (there.answered() + back.answered()),
                50 * (there.precision() + back.precision()),
                100 * shipped.answered(),
                100 * shipped.strange(),
                100 * shipped.precision());
    }

    private static double percentRight(List<Asked> questions, int most) {
        return 100.0 * questions.stream().filter(q -> q.isRight(most)).count() / questions.size();
    }

    private void printThresholds(Map<String, Results> sets) {
        out.println("precision / answered (strange) from a confidence on");
        out.println("| from | " + String.join(" | ", sets.keySet()) + " |");
        out.println("|---|" + "---|".repeat(sets.size()));
        IntStream.rangeClosed(10, 26).mapToObj(step -> step / 20.0).forEach(threshold -> {
            out.printf("| %.2f |", threshold);
            sets.values().forEach(results -> {
                Outcome outcome = Outcome.of(results.mixed, threshold);
                out.printf(
                        " %.1f / %.1f (%.1f) |",
                        100 * outcome.precision(), 100 * outcome.answered(), 100 * outcome.strange());
            });
            out.println();
        });
    }

    /** For each set the lowest threshold that holds the precision on every other one, and what comes of it. */
    private void printLeaveOneOut(Map<String, Results> sets, double precision) {
        sets.forEach((name, results) -> {
            double threshold = sets.entrySet().stream()
                    .filter(other -> !other.getKey().equals(name))
                    .mapToDouble(other ->
                            Outcome.lowest(other.getValue().mixed, precision).threshold())
                    .max()
                    .orElse(2);
            Outcome outcome = Outcome.of(results.mixed, threshold);
            out.printf(
                    "%.0f %% on the others from %.2f on: %s precision %.1f %%, answered %.1f %%%n",
                    100 * precision, threshold, name, 100 * outcome.precision(), 100 * outcome.answered());
        });
    }
}
