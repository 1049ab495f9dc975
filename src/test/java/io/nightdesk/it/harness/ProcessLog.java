package io.nightdesk.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** What a child process prints, in a file under {@code target/apps}. The console shows it only when a test fails. */
public final class ProcessLog {

    private static final Path FOLDER = Path.of("target", "apps");
    private static final int QUOTED_LINES = 80;
    private static final Map<String, Integer> USES = new ConcurrentHashMap<>();

    private final Path file;
    private volatile int beginOfTest;

    private ProcessLog(Path file) {
        this.file = file;
    }

    /** An empty log; a name that was used before in this JVM gets a number. */
    public static ProcessLog create(String name) {
        int use = USES.merge(name, 1, Integer::sum);
        Path file = FOLDER.resolve(use == 1 ? name + ".log" : name + "-" + use + ".log");
        try {
            Files.createDirectories(FOLDER);
            Files.write(file, new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ProcessLog(file);
    }

    public Path file() {
        return file.toAbsolutePath();
    }

    public ProcessBuilder.Redirect redirect() {
        return ProcessBuilder.Redirect.appendTo(file.toFile());
    }

    public String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    void beginTest() {
        beginOfTest = bytes().length;
    }

    /** The last lines that were printed since the test began. */
    String lastLines() {
        byte[] all = bytes();
        List<String> lines = new String(Arrays.copyOfRange(all, beginOfTest, all.length), StandardCharsets.UTF_8)
                .lines()
                .toList();
        if (lines.isEmpty()) {
            return "%s: nothing during this test".formatted(file);
        }
        String quoted = lines.stream()
                .skip(Math.max(0, lines.size() - QUOTED_LINES))
                .map(line -> "    " + line)
                .collect(Collectors.joining("\n"));
        return "%s, last %d of %d lines of this test:%n%s"
                .formatted(file, Math.min(QUOTED_LINES, lines.size()), lines.size(), quoted);
    }

    private byte[] bytes() {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
