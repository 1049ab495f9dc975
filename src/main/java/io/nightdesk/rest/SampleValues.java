package io.nightdesk.rest;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/** A sample value of each type, for error messages. */
final class SampleValues {

    private static final Map<Class<?>, String> SAMPLES = Map.of(
            Instant.class, "2026-11-23T20:00:00Z",
            LocalDate.class, "2026-11-23",
            LocalTime.class, "20:00",
            LocalDateTime.class, "2026-11-23T20:00:00",
            Duration.class, "PT30M",
            ZoneId.class, "Asia/Shanghai");

    private SampleValues() {}

    static Optional<String> sample(Class<?> type) {
        return Optional.ofNullable(SAMPLES.get(type));
    }
}
