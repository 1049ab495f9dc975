package io.nightdesk.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The figures of one kind of measurement, by contender and in the order of the rounds. */
final class Results<F> {

    private final Map<String, List<F>> byContender = new LinkedHashMap<>();

    void add(String contender, F figures) {
        byContender.computeIfAbsent(contender, name -> new ArrayList<>()).add(figures);
    }

    Set<String> contenders() {
        return byContender.keySet();
    }

    List<F> of(String contender) {
        return byContender.getOrDefault(contender, List.of());
    }

    double median(String contender, ToDoubleFunction<F> value) {
        return median(of(contender).stream().mapToDouble(value).toArray());
    }

    /**
     * The median over the rounds of the ratio of two contenders, because in one round a slow machine is as slow for both; not a
     * number if one was not measured.
     */
    double ratio(String contender, String yardstick, ToDoubleFunction<F> value) {
        return ratio(of(contender), of(yardstick), value);
    }

    static <F> double ratio(List<F> figures, List<F> yardstick, ToDoubleFunction<F> value) {
        int rounds = Math.min(figures.size(), yardstick.size());
        return median(IntStream.range(0, rounds)
                .mapToDouble(
                        round -> value.applyAsDouble(figures.get(round)) / value.applyAsDouble(yardstick.get(round)))
                .toArray());
    }

    /** Not a number without values. */
    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
