package io.nightdesk.faq.match;

import io.nightdesk.faq.Rule;
import io.nightdesk.faq.RuleSamples;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Time to match a text of 13 characters, by the number of rules. Each rule has a keyword trigger and an example. */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 1)
public class CompiledRulesBenchmark {

    private static final int TEXTS = 1_000;
    private static final int CHARACTERS = 2_000;

    @Param({"100", "1000", "10000"})
    public int rules;

    private final Random random = new Random(1);
    private List<Rule> source = List.of();
    private CompiledRules compiled = CompiledRules.EMPTY;
    private AhoCorasick words = new AhoCorasick(Set.of(), AhoCorasick.Boundaries.WORD);
    private List<MatchQuery> questions = List.of();
    private int next;

    @Setup
    public void prepare() {
        Set<String> allWords = new HashSet<>();
        source = IntStream.range(0, rules)
                .mapToObj(i -> {
                    String word = text(2);
                    allWords.add(word);
                    List<String> regex = i % 10 == 0 ? List.of(text(2) + ".?" + text(1)) : List.of();
                    return RuleSamples.rule(
                            "rule-" + i,
                            0,
                            new Rule.Triggers(
                                    List.of(),
                                    List.of(new Rule.Keywords(List.of(word), List.of(text(2), text(2)), List.of())),
                                    regex,
                                    List.of(text(13))));
                })
                .toList();
        compiled = CompiledRules.compile(source, Thresholds.DEFAULT);
        words = new AhoCorasick(allWords, AhoCorasick.Boundaries.WORD);
        questions = IntStream.range(0, TEXTS)
                .mapToObj(i -> RuleSamples.question(text(13)))
                .toList();
    }

    /** Finds the keywords of all rules. */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    public Set<String> keywords() {
        return words.findIn(question().text());
    }

    /** Matches a text and writes the trace. The 99th percentile matters. */
    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    public String decide() {
        return MatchTrace.of(compiled.match(question())).toJson().toString();
    }

    /** Compiles all rules, which happens after a change and delays no answer. */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    public CompiledRules compile() {
        return CompiledRules.compile(source, Thresholds.DEFAULT);
    }

    private MatchQuery question() {
        next = (next + 1) % TEXTS;
        return questions.get(next);
    }

    /** A random text in which, as in a language, few characters make up most of the text. */
    private String text(int length) {
        return IntStream.range(0, length)
                .mapToObj(i -> Character.toString(0x4E00 + (int) Math.pow(CHARACTERS, random.nextDouble()) - 1))
                .reduce("", String::concat);
    }
}
