package io.nightdesk.bench;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.nightdesk.it.harness.Database;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/** What the figures depend on. */
final class Machine {

    private static final int PAGE_BYTES = 8 * 1024;
    private static final int SYNCS = 500;

    private Machine() {}

    /** One sentence: date, processors, versions, and how long the disk takes to sync a page. */
    static String describe(Path home, Database database) throws IOException {
        return "Measured on %s with %d processors (%s), %s, PostgreSQL %s, JDK %s, on a disk that syncs a page in %s ms"
                .formatted(
                        LocalDate.now(ZoneOffset.UTC),
                        Runtime.getRuntime().availableProcessors(),
                        processor(),
                        broker(),
                        database.query("show server_version").get(0).split(" ", 2)[0],
                        System.getProperty("java.version"),
                        String.format(Locale.ROOT, "%.2f", syncMillis(home)));
    }

    private static String processor() throws IOException {
        return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 2))
                .findFirst()
                .orElse("model unknown");
    }

    private static String broker() throws IOException {
        Process help =
                new ProcessBuilder("mosquitto", "-h").redirectErrorStream(true).start();
        return new String(help.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .findFirst()
                .orElse("")
                .replace("mosquitto version", "Mosquitto");
    }

    private static double syncMillis(Path home) throws IOException {
        double[] millis = new double[SYNCS];
        try (FileChannel file = FileChannel.open(home.resolve("sync"), CREATE, WRITE)) {
            for (int i = 0; i < SYNCS; i++) {
                long began = System.nanoTime();
                file.write(ByteBuffer.allocate(PAGE_BYTES), 0);
                file.force(false);
                millis[i] = (System.nanoTime() - began) / 1e6;
            }
        }
        return Results.median(millis);
    }
}
