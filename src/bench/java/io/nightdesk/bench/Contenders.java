package io.nightdesk.bench;

import io.nightdesk.it.harness.Broker;
import io.nightdesk.it.harness.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the contenders: {@code echo}, {@code echo-commit}, {@code echo-c}, {@code jvm} and {@code native}. */
final class Contenders {

    private static final Path C_SOURCE = Path.of("src", "bench", "c", "echo.c");
    private static final Path C_BINARY = Path.of("target", "bench-echo");

    private final BenchmarkOptions options;
    private final Database database;
    private final List<String> available = new ArrayList<>();
    private int databases;

    /** @param database whose default database every contender gets a copy of */
    Contenders(BenchmarkOptions options, Database database) throws IOException, InterruptedException {
        this.options = options;
        this.database = database;
        for (String name : options.contenders()) {
            Optional<String> missing = missing(name);
            missing.ifPresent(what -> System.out.println("Left out: " + name + ", because " + what));
            if (missing.isEmpty()) {
                available.add(name);
            }
        }
    }

    private static Optional<String> missing(String name) throws IOException, InterruptedException {
        return switch (name) {
            case "native" ->
                Files.exists(Path.of(System.getProperty("nightdesk.binary")))
                        ? Optional.empty()
                        : Optional.of("target has no native binary");
            case "echo-c" -> compile();
            default -> Optional.empty();
        };
    }

    /** Compiles the echo in C; returns why that was not possible. */
    private static Optional<String> compile() throws IOException, InterruptedException {
        Path log = Path.of("target", "bench-echo.log");
        try {
            int code = new ProcessBuilder("cc", "-O2", "-o", C_BINARY.toString(), C_SOURCE.toString(), "-lmosquitto")
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start()
                    .waitFor();
            return code == 0
                    ? Optional.empty()
                    : Optional.of("it does not compile without libmosquitto-dev, see " + log);
        } catch (IOException e) {
            return Optional.of("there is no C compiler");
        }
    }

    List<String> available() {
        return List.copyOf(available);
    }

    Contender make(String name, Broker broker, Setting setting) {
        return switch (name) {
            case "echo" -> EchoProcess.ofJava(options.jvm(), broker.port(), setting, Optional.empty());
            case "echo-commit" -> EchoProcess.ofJava(options.jvm(), broker.port(), setting, Optional.of(copy(name)));
            case "echo-c" -> EchoProcess.ofC(C_BINARY.toAbsolutePath(), broker.port(), setting);
            case "jvm" -> desk(/* nativeBinary= */ false, options.jvm(), copy(name), broker, setting);
            case "native" -> desk(/* nativeBinary= */ true, options.nativeBinary(), copy(name), broker, setting);
            default -> throw new IllegalArgumentException("no contender is called " + name);
        };
    }

    private Desk desk(
            boolean nativeBinary, List<String> processOptions, String jdbcUrl, Broker broker, Setting setting) {
        return new Desk(nativeBinary, processOptions, jdbcUrl, broker.port(), setting, options.environment());
    }

    /** Copies the default database, which nobody may use meanwhile; returns the URL of the copy. */
    String copy(String name) {
        String copy = "bench_" + name.replace('-', '_') + "_" + ++databases;
        database.update("create database " + copy + " template postgres");
        return database.jdbcUrl().replaceAll("/postgres$", "/" + copy);
    }
}
