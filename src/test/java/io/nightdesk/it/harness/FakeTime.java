package io.nightdesk.it.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A wall clock for packaged apps that stands still until a test sets it, through Debian's {@code faketime}. It affects neither
 * timers nor the database.
 */
public final class FakeTime {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path file;

    public FakeTime(Path file, Instant now) throws IOException {
        this.file = file;
        set(now);
    }

    /** Sets the time, truncated to seconds. */
    public void set(Instant now) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.writeString(next, TIME.format(now) + "\n");
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Makes an app that is yet to start use this clock. */
    public App applyTo(App app) throws IOException {
        return app.with("NIGHTDESK_MAX_CLOCK_DIFFERENCE", "36500d")
                .with("LD_PRELOAD", library())
                .with("FAKETIME_TIMESTAMP_FILE", file.toString())
                .with("FAKETIME_NO_CACHE", "1")
                .with("FAKETIME_DONT_FAKE_MONOTONIC", "1")
                // With this fix, which current glibc does not need, a start takes a minute.
                .with("FAKETIME_FORCE_MONOTONIC_FIX", "0")
                .with("NO_FAKE_STAT", "1")
                .with("TZ", "UTC");
    }

    private static String library() throws IOException {
        try (Stream<Path> files = Files.find(
                Path.of("/usr/lib"), 3, (path, attributes) -> path.endsWith("faketime/libfaketimeMT.so.1"))) {
            return files.findFirst()
                    .orElseThrow(() -> new IllegalStateException("needs faketime: apt-get install faketime"))
                    .toString();
        }
    }
}
