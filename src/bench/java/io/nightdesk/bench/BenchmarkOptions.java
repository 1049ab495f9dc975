package io.nightdesk.bench;

import io.nightdesk.it.harness.App;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What to measure; docs/benchmarks.md describes the system properties.
 *
 * @param contenders their names, see {@link Contenders}
 * @param warmup of a JVM
 * @param time of one measurement
 * @param backlog the number of questions that wait during a reconnection; 0 to leave this out
 * @param home for the data of brokers and database
 * @param jvm options of every JVM that is measured
 * @param nativeBinary options of the native binary
 * @param environment further settings of Nightdesk
 */
record BenchmarkOptions(
        List<String> contenders,
        List<Setting> settings,
        List<Surroundings> surroundings,
        List<Pressure> pressures,
        int rounds,
        Duration warmup,
        Duration time,
        int backlog,
        Path home,
        List<String> jvm,
        List<String> nativeBinary,
        Map<String, String> environment) {

    /** What a small pod would be given. */
    private static final List<String> JVM = List.of("-Xms256m", "-Xmx256m", "-XX:+UseSerialGC");

    static BenchmarkOptions read() {
        List<Topology> topologies = list("bench.topologies", "inbound-topic,customer-topic", Topology::of);
        List<Integer> qos = list("bench.qos", "1", Integer::valueOf);
        return new BenchmarkOptions(
                list("bench.contenders", "echo,echo-commit,echo-c,jvm,native", Function.identity()),
                topologies.stream()
                        .flatMap(topology -> qos.stream().map(level -> new Setting(topology, level)))
                        .toList(),
                list("bench.surroundings", "quiet,1000", Surroundings::of),
                list("bench.inflight", "1,64,256,foreign", Pressure::of),
                Integer.getInteger("bench.rounds", 3),
                Duration.ofSeconds(Integer.getInteger("bench.warmup", 30)),
                Duration.ofSeconds(Integer.getInteger("bench.seconds", 3)),
                Integer.getInteger("bench.backlog", 20_000),
                Path.of(System.getProperty("bench.home", "target")),
                Stream.concat(JVM.stream(), list("bench.jvm", "", " ", Function.<String>identity()).stream())
                        .toList(),
                nativeOptions(),
                environment(list("bench.env", "", Function.identity())));
    }

    static List<String> nativeOptions() {
        return list("bench.native", String.join(" ", App.NATIVE_OPTIONS), " ", Function.identity());
    }

    private static <T> List<T> list(String property, String whenMissing, Function<String, T> parser) {
        return list(property, whenMissing, ",", parser);
    }

    private static <T> List<T> list(String property, String whenMissing, String separator, Function<String, T> parser) {
        return Arrays.stream(System.getProperty(property, whenMissing).split(separator, -1))
                .filter(item -> !item.isEmpty())
                .map(parser)
                .toList();
    }

    private static Map<String, String> environment(List<String> assignments) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String assignment : assignments) {
            String[] parts = assignment.split("=", 2);
            variables.put(parts[0], parts[1]);
        }
        return variables;
    }
}
