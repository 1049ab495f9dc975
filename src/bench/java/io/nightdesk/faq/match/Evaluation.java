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
 * Measures how often the matcher finds the right rule, on public question sets that are not part of this project.
 *
 * <p><em>Top-1</em> and <em>top-3</em> are measured on questions in scope, with all rules. For the other values a third of the
 * questions is out of scope: no rule answers them. A set either has such questions, or a quarter of its rules is held out in
 * turn. They are weighted to make up a third. <em>Precision</em> is the share of right answers among all answers,
 * <em>answered</em> the share of the questions in scope that get an answer, right or wrong, <em>out of scope</em> the share of
 * the other questions that get one. For <em>answered at 95 %</em> the threshold that reaches this precision is determined on a
 * random half of the questions and applied to the other half; the value is the mean of both directions.
 *
 * <p>System properties: {@code eval.data} is the folder with the sets; {@code eval.examples} is the maximum number of examples
 * per rule (10). A set is a folder of files whose lines have a text and the name of its rule, separated by a tab. Examples are
 * drawn at random from {@code zh_dialogflow/all.tsv}, 20 times. {@code banking77} and {@code clinc150} have {@code
 * train_10.tsv}, or {@code train.tsv} for more than 10 examples, and {@code test.tsv}; {@code clinc150} also has {@code
 * oos_test.tsv} with questions out of scope.
 */
public final class Evaluation {

    private static final int SEEDS = 20;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final Path data;
    private final int examples;

    /**
     * @param rules the number of rules
     * @param inScope questions in scope, with all rules
     * @param mixed questions in scope and out of scope
     */
    private record Results(int rules, List<EvaluatedQuestion> inScope, List<EvaluatedQuestion> mixed) {}

    private Evaluation(Path data, int examples) {
        this.data = data;
        this.examples = examples;
    }

    /** Compiles the examples and returns the guesses for a text, the best one first. */
    private static Function<String, List<EvaluatedQuestion.Guess>> matcher(Map<String, List<String>> examples) {
        CompiledRules rules = CompiledRules.compile(
                examples.entrySet().stream()
                        .map(entry -> RuleSamples.examples(
                                entry.getKey(), entry.getValue().toArray(String[]::new)))
                        .toList(),
                Thresholds.DEFAULT);
        return text -> rules.match(RuleSamples.question(text)).candidates().stream()
                .map(candidate -> new EvaluatedQuestion.Guess(candidate.ruleKey(), confidence(candidate.evidence())))
                .toList();
    }

    /** A text that equals an example has the highest confidence. */
    private static double confidence(Evidence evidence) {
        return evidence instanceof Evidence.Similar similar ? similar.confidence() : 2;
    }

    public static void main(String[] args) {
        String data = System.getProperty("eval.data", "");
        if (data.isBlank() || !Files.isDirectory(Path.of(data))) {
            System.err.printf("-Deval.data must be the folder with the question sets, but is '%s'%n", data);
            System.exit(2);
        }
        new Evaluation(Path.of(data), Integer.getInteger("eval.examples", 10)).run();
    }

    private void run() {
        Map<String, Results> sets = new LinkedHashMap<>();
        sets.put("zh_dialogflow", randomSplits());
        sets.put("banking77", heldOut());
        sets.put("clinc150", withOutOfScopeQuestions());
        out.printf(
                "%d examples a rule, %.0f %% of the questions out of scope, default threshold %.2f%n%n",
                examples, EvaluationResult.OUT_OF_SCOPE_SHARE * 100, Thresholds.DEFAULT.answer());
        out.println(
                "| set | rules | top-1 | top-3 | answered at 95 % | precision | answered by default | out of scope | precision |");
        out.println("|---|---|---|---|---|---|---|---|---|");
        sets.forEach(this::printSummary);
        out.println();
        printThresholds(sets);
        out.println();
        printLeaveOneOut(sets, .90);
        printLeaveOneOut(sets, .95);
    }

    private Results randomSplits() {
        List<EvaluatedQuestion> inScope = new ArrayList<>();
        List<EvaluatedQuestion> mixed = new ArrayList<>();
        int rules = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            QuestionSet set = QuestionSet.split(data.resolve("zh_dialogflow/all.tsv"), examples, random);
            rules = set.examples().size();
            inScope.addAll(ask(set));
            set.withRulesHeldOut(random).forEach(part -> mixed.addAll(ask(part)));
        }
        return new Results(rules, inScope, mixed);
    }

    private Results heldOut() {
        QuestionSet set = read("banking77");
        List<EvaluatedQuestion> mixed = new ArrayList<>();
        set.withRulesHeldOut(new Random(0)).forEach(part -> mixed.addAll(ask(part)));
        return new Results(set.examples().size(), ask(set), mixed);
    }

    private Results withOutOfScopeQuestions() {
        QuestionSet set = read("clinc150");
        return new Results(
                set.examples().size(), ask(set), ask(set.withOutOfScope(data.resolve("clinc150/oos_test.tsv"))));
    }

    private QuestionSet read(String name) {
        Path folder = data.resolve(name);
        return QuestionSet.read(
                folder.resolve(examples <= 10 ? "train_10.tsv" : "train.tsv"),
                folder.resolve("test.tsv"),
                examples,
                new Random(0));
    }

    private static List<EvaluatedQuestion> ask(QuestionSet set) {
        Function<String, List<EvaluatedQuestion.Guess>> matcher = matcher(set.examples());
        return set.questions().stream()
                .map(question -> new EvaluatedQuestion(question.rule(), matcher.apply(question.text())))
                .toList();
    }

    private void printSummary(String name, Results results) {
        // The threshold is determined on one half of the questions and applied to the other, in both directions.
        List<EvaluatedQuestion> shuffled = new ArrayList<>(results.mixed);
        Collections.shuffle(shuffled, new Random(0));
        List<EvaluatedQuestion> one = shuffled.subList(0, shuffled.size() / 2);
        List<EvaluatedQuestion> other = shuffled.subList(shuffled.size() / 2, shuffled.size());
        EvaluationResult there =
                EvaluationResult.of(other, EvaluationResult.lowest(one, .95).threshold());
        EvaluationResult back =
                EvaluationResult.of(one, EvaluationResult.lowest(other, .95).threshold());
        EvaluationResult defaults = EvaluationResult.of(results.mixed, Thresholds.DEFAULT.answer());
        out.printf(
                "| %s | %d | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f |%n",
                name,
                results.rules,
                percentRight(results.inScope, 1),
                percentRight(results.inScope, 3),
                50 * (there.answered() + back.answered()),
                50 * (there.precision() + back.precision()),
                100 * defaults.answered(),
                100 * defaults.outOfScope(),
                100 * defaults.precision());
    }

    private static double percentRight(List<EvaluatedQuestion> questions, int topGuesses) {
        return 100.0 * questions.stream().filter(q -> q.isRight(topGuesses)).count() / questions.size();
    }

    private void printThresholds(Map<String, Results> sets) {
        out.println("precision / answered (out of scope), by threshold of the confidence");
        out.println("| threshold | " + String.join(" | ", sets.keySet()) + " |");
        out.println("|---|" + "---|".repeat(sets.size()));
        IntStream.rangeClosed(10, 26).mapToObj(step -> step / 20.0).forEach(threshold -> {
            out.printf("| %.2f |", threshold);
            sets.values().forEach(results -> {
                EvaluationResult result = EvaluationResult.of(results.mixed, threshold);
                out.printf(
                        " %.1f / %.1f (%.1f) |",
                        100 * result.precision(), 100 * result.answered(), 100 * result.outOfScope());
            });
            out.println();
        });
    }

    /** For each set the lowest threshold that reaches the precision on every other set, and its result on this one. */
    private void printLeaveOneOut(Map<String, Results> sets, double precision) {
        sets.forEach((name, results) -> {
            double threshold = sets.entrySet().stream()
                    .filter(other -> !other.getKey().equals(name))
                    .mapToDouble(other -> EvaluationResult.lowest(other.getValue().mixed, precision)
                            .threshold())
                    .max()
                    .orElse(2);
            EvaluationResult result = EvaluationResult.of(results.mixed, threshold);
            out.printf(
                    "%.0f %% on the other sets from threshold %.2f: %s precision %.1f %%, answered %.1f %%%n",
                    100 * precision, threshold, name, 100 * result.precision(), 100 * result.answered());
        });
    }
}
