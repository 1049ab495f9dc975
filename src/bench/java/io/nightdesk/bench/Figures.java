package io.nightdesk.bench;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * What one measurement gave.
 *
 * @param rate frames a second, foreign ones that were sent along included
 * @param p50 latency in ms
 * @param p99 latency in ms
 * @param cpuMicros processor time per reply in µs, by process
 * @param loadCpu how many processors the load generator took
 */
record Figures(double rate, double p50, double p99, Map<String, Double> cpuMicros, double loadCpu) {

    static Figures of(Measurement measured, Pressure pressure, Map<String, Double> cpuSeconds) {
        double replies = measured.nanos().length;
        return new Figures(
                measured.perSecond() * (1 + pressure.foreignPerQuestion()),
                measured.millis(0.5),
                measured.millis(0.99),
                Map.copyOf(cpuSeconds.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, spent -> spent.getValue() * 1e6 / replies))),
                cpuSeconds.getOrDefault(TestBed.LOAD, 0.0) / measured.seconds());
    }
}
