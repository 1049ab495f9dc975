package io.nightdesk.it.harness;

import io.nightdesk.dev.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A data directory as {@code initdb} creates it. Each database of a test run gets a copy, which takes a tenth of the time. */
final class DatabaseTemplate {

    private static @Nullable Path template;

    private DatabaseTemplate() {}

    static synchronized void copyTo(Path data) throws IOException {
        if (template == null) {
            template = create();
        }
        Files.createDirectories(data.getParent());
        for (Path file : files(template)) {
            // With the permissions, because PostgreSQL does not start in a directory that others can read.
            Files.copy(file, data.resolve(template.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private static Path create() throws IOException {
        Path home = Files.createTempDirectory("nightdesk-initdb-");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(home)));
        Path data = home.resolve("postgres");
        EmbeddedDatabase.start(data, Ports.free()).close();
        return data;
    }

    /** A directory comes before what is in it. */
    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.toList();
        }
    }

    private static void delete(Path directory) {
        try {
            for (Path file :
                    files(directory).stream().sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new IllegalStateException("the template of the test databases was not deleted", e);
        }
    }
}
