package io.nightdesk.faq.match;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
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

/** Time to compile the examples of many rules, and to find the most similar ones. */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ExampleIndexBenchmark {

    private static final int TEXTS = 1_000;

    @Param({"1000", "10000"})
    public int rules;

    @Param({"1", "10"})
    public int examples;

    /** Texts of thirteen Chinese characters if false, of eight English words if true. */
    @Param({"false", "true"})
    public boolean english;

    private final Random random = new Random(1);
    private Map<String, List<String>> byRule = Map.of();
    private List<String> texts = List.of();
    private ExampleIndex index = ExampleIndex.of(Map.of());
    private int next;

    @Setup
    public void prepare() {
        List<String> words = texts(2_000, () -> letters(2 + random.nextInt(7)));
        byRule = new TreeMap<>();
        for (int rule = 0; rule < rules; rule++) {
            byRule.put("rule-" + rule, texts(examples, () -> text(words)));
        }
        texts = texts(TEXTS, () -> text(words));
        index = ExampleIndex.of(byRule);
    }

    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    public List<Similarity.Hit> nearest() {
        next = (next + 1) % TEXTS;
        return index.nearest(texts.get(next), rule -> true, 3);
    }

    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    public Similarity compile() {
        return ExampleIndex.of(byRule);
    }

    private String text(List<String> words) {
        if (english) {
            return String.join(" ", texts(8, () -> words.get(skewed(words.size()))));
        }
        return IntStream.range(0, 13)
                .mapToObj(i -> Character.toString(0x4E00 + skewed(2_000)))
                .reduce("", String::concat);
    }

    private String letters(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Character.toString("etaoinshrdlucmfwygpbvkxqjz".charAt(skewed(26))))
                .reduce("", String::concat);
    }

    /** A random number below {@code size}; small numbers are frequent, like few characters and words in a language. */
    private int skewed(int size) {
        return (int) Math.pow(size, random.nextDouble()) - 1;
    }

    private static List<String> texts(int count, Supplier<String> text) {
        return IntStream.range(0, count).mapToObj(i -> text.get()).toList();
    }
}
