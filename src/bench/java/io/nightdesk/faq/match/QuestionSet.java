package io.nightdesk.faq.match;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A set of questions for the evaluation.
 *
 * @param examples the example questions by rule
 * @param questions the test questions with the expected rule; not among the examples
 */
record QuestionSet(Map<String, List<String>> examples, List<Question> questions) {

    /** The number of parts of the rules, each of which is held out once. */
    private static final int PARTS = 4;

    /** @param rule the expected rule; empty if no rule answers the question */
    record Question(String text, Optional<String> rule) {}

    QuestionSet {
        examples = Map.copyOf(examples);
        questions = List.copyOf(questions);
    }

    /** Reads a set with examples and questions in separate files. */
    static QuestionSet read(Path examples, Path questions, int maxExamples, Random random) {
        Map<String, List<String>> byRule = new TreeMap<>();
        labelled(examples).collect(byLabel()).forEach((rule, texts) -> {
            Collections.shuffle(texts, random);
            byRule.put(rule, texts.subList(0, Math.min(maxExamples, texts.size())));
        });
        return new QuestionSet(
                byRule,
                labelled(questions)
                        .map(line -> new Question(line[0], Optional.of(line[1])))
                        .toList());
    }

    /** Splits a file: random texts of each rule are examples, the rest are questions, at least one. */
    static QuestionSet split(Path file, int maxExamples, Random random) {
        Map<String, List<String>> examples = new TreeMap<>();
        List<Question> questions = new ArrayList<>();
        labelled(file).collect(byLabel()).forEach((rule, texts) -> {
            Collections.shuffle(texts, random);
            int own = Math.max(1, Math.min(maxExamples, texts.size() - 1));
            examples.put(rule, texts.subList(0, own));
            texts.subList(own, texts.size()).forEach(text -> questions.add(new Question(text, Optional.of(rule))));
        });
        return new QuestionSet(examples, questions);
    }

    /** Adds questions that no rule answers. */
    QuestionSet withOutOfScope(Path file) {
        return new QuestionSet(
                examples,
                Stream.concat(questions.stream(), labelled(file).map(line -> new Question(line[0], Optional.empty())))
                        .toList());
    }

    /** The set several times, each time without a quarter of the rules: no rule answers the questions of those. */
    List<QuestionSet> withRulesHeldOut(Random random) {
        List<String> rules = new ArrayList<>(new TreeMap<>(examples).keySet());
        Collections.shuffle(rules, random);
        List<QuestionSet> sets = new ArrayList<>();
        for (int part = 0; part < PARTS; part++) {
            Set<String> kept = new HashSet<>();
            for (int rule = 0; rule < rules.size(); rule++) {
                if (rule % PARTS != part) {
                    kept.add(rules.get(rule));
                }
            }
            Map<String, List<String>> known = new TreeMap<>(examples);
            known.keySet().retainAll(kept);
            sets.add(new QuestionSet(
                    known,
                    questions.stream()
                            .map(question -> new Question(
                                    question.text(), question.rule().filter(kept::contains)))
                            .toList()));
        }
        return sets;
    }

    private static Collector<String[], ?, Map<String, List<String>>> byLabel() {
        return Collectors.groupingBy(
                line -> line[1],
                TreeMap::new,
                Collectors.mapping(line -> line[0], Collectors.toCollection(ArrayList::new)));
    }

    private static Stream<String[]> labelled(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8).stream().map(line -> columns(file, line));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the questions", e);
        }
    }

    private static String[] columns(Path file, String line) {
        String[] columns = line.split("\t", -1);
        if (columns.length != 2) {
            throw new IllegalArgumentException(file + ": not a text and a label separated by a tab: " + line);
        }
        return columns;
    }
}
