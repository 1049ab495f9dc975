package io.nightdesk.faq.match;

import io.nightdesk.faq.Rule;
import io.nightdesk.faq.RuleSamples;
import io.nightdesk.faq.match.CustomerQuestion.Result;
import io.nightdesk.faq.match.Match.Verdict;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Measures how the sample rules answer the questions of {@code src/bench/questions}. Prints a table by category; for the half
 * that may be looked at, also the questions that were answered wrongly or missed.
 *
 * <p>System property: {@code customers.split} is {@code tune} (the default) or {@code held-out}.
 */
public final class CustomerEvaluation {

    private static final Path QUESTIONS = Path.of("src/bench/questions/questions.tsv");
    private static final String TUNE = "tune";

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final CompiledRules rules;

    private record Judged(CustomerQuestion question, Set<String> answered, Result result) {}

    private CustomerEvaluation(CompiledRules rules) {
        this.rules = rules;
    }

    public static void main(String[] args) throws Exception {
        String split = System.getProperty("customers.split", TUNE);
        List<CustomerQuestion> questions = CustomerQuestion.read(QUESTIONS, split);
        if (questions.isEmpty()) {
            System.err.printf("-Dcustomers.split must be tune or held-out, but is '%s'%n", split);
            System.exit(2);
        }
        new CustomerEvaluation(SampleRuleSet.load()).run(questions, split.equals(TUNE));
    }

    private void run(List<CustomerQuestion> questions, boolean withTexts) {
        List<Judged> judged = questions.stream().map(this::ask).toList();
        out.println(
                "| category | questions | answered rightly | offered | rightly not answered | missed | wrong | precision |");
        out.println("|---|---|---|---|---|---|---|---|");
        Map<String, List<Judged>> categories = judged.stream()
                .collect(Collectors.groupingBy(one -> one.question.category(), TreeMap::new, Collectors.toList()));
        categories.forEach(this::printRow);
        printRow("all", judged);
        if (withTexts) {
            print("Answered wrongly", judged, Result.WRONG);
            print("Missed", judged, Result.MISSED);
        }
    }

    private Judged ask(CustomerQuestion question) {
        Verdict verdict = rules.match(RuleSamples.question(question.text())).verdict();
        Set<String> answered =
                verdict instanceof Verdict.Answer answer ? Set.of(answer.rule().key()) : Set.of();
        Set<String> suggested = verdict instanceof Verdict.Suggestions suggestions
                ? suggestions.rules().stream().map(Rule::key).collect(Collectors.toSet())
                : Set.of();
        return new Judged(question, answered, question.judge(answered, suggested));
    }

    private void printRow(String name, List<Judged> judged) {
        long answers = count(judged, one -> !one.answered.isEmpty());
        long wrong = count(judged, one -> one.result == Result.WRONG);
        String counts = Arrays.stream(Result.values())
                .map(result -> String.valueOf(count(judged, one -> one.result == result)))
                .collect(Collectors.joining(" | "));
        out.printf(
                Locale.ROOT,
                "| %s | %d | %s | %s |%n",
                name,
                judged.size(),
                counts,
                answers == 0 ? "–" : "%.0f %%".formatted(100.0 * (answers - wrong) / answers));
    }

    private static long count(List<Judged> judged, Predicate<Judged> condition) {
        return judged.stream().filter(condition).count();
    }

    private void print(String title, List<Judged> judged, Result result) {
        out.printf("%n%s:%n", title);
        judged.stream()
                .filter(one -> one.result == result)
                .forEach(one -> out.printf(
                        "%s: %s (expected %s, answered %s)%n",
                        one.question.category(), one.question.text(), one.question.expected(), one.answered));
    }
}
