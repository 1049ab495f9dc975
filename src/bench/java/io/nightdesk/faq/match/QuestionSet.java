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
 * Example questions of rules, and questions that are asked with the rule that is meant.
 *
 * @param examples by rule
 * @param asked not among the examples; without a rule where none of them is meant
 */
record QuestionSet(Map<String, List<String>> examples, List<Question> asked) {

    /** Into how many parts the rules are parted, each of which is held out in turn. */
    private static final int PARTS = 4;

    record Question(String text, Optional<String> rule) {}

    QuestionSet {
        examples = Map.copyOf(examples);
        asked = List.copyOf(asked);
    }

    /** The set with examples and questions in files of their own. */
    static QuestionSet read(Path examples, Path asked, int most, Random random) {
        Map<String, List<String>> byRule = new TreeMap<>();
        labelled(examples).collect(byLabel()).forEach((rule, texts) -> {
            Collections.shuffle(texts, random);
            byRule.put(rule, texts.subList(0, Math.min(most, texts.size())));
        });
        return new QuestionSet(
                byRule,
                labelled(asked)
                        .map(line -> new Question(line[0], Optional.of(line[1])))
                        .toList());
    }

    /** The set of one file: of each rule {@code most} random texts, or all but one, are examples, the others are asked. */
    static QuestionSet parted(Path file, int most, Random random) {
        Map<String, List<String>> examples = new TreeMap<>();
        List<Question> asked = new ArrayList<>();
        labelled(file).collect(byLabel()).forEach((rule, texts) -> {
            Collections.shuffle(texts, random);
            int own = Math.max(1, Math.min(most, texts.size() - 1));
            examples.put(rule, texts.subList(0, own));
            texts.subList(own, texts.size()).forEach(text -> asked.add(new Question(text, Optional.of(rule))));
        });
        return new QuestionSet(examples, asked);
    }

    /** With questions that no rule answers. */
    QuestionSet withOthers(Path file) {
        return new QuestionSet(
                examples,
                Stream.concat(asked.stream(), labelled(file).map(line -> new Question(line[0], Optional.empty())))
                        .toList());
    }

    /** The set several times over, each time without a quarter of the rules: who asks for one of those means none. */
    List<QuestionSet> withRulesHeldOut(Random random) {
        List<String> rules = new ArrayList<>(new TreeMap<>(examples).keySet());
        Collections.shuffle(rules, random);
        List<QuestionSet> sets = new ArrayList<>();
        for (int part = 0; part < PARTS; part++) {
            Set<String> left = new HashSet<>();
            for (int rule = 0; rule < rules.size(); rule++) {
                if (rule % PARTS != part) {
                    left.add(rules.get(rule));
                }
            }
            Map<String, List<String>> known = new TreeMap<>(examples);
            known.keySet().retainAll(left);
            sets.add(new QuestionSet(
                    known,
                    asked.stream()
                            .map(question -> new Question(
                                    question.text(), question.rule().filter(left::contains)))
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
            throw new IllegalArgumentException(file + ": not a text and a label with a tab between: " + line);
        }
        return columns;
    }
}
