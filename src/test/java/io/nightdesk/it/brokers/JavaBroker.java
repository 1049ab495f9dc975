package io.nightdesk.it.brokers;

import io.nightdesk.it.harness.BrokerProcess;
import io.nightdesk.it.harness.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A broker in Java with a class path of its own: its libraries clash with those of the service. Its source under
 * {@code src/test/brokers} starts it.
 */
abstract class JavaBroker extends BrokerProcess {

    private static final Path SOURCES = Path.of("src", "test", "brokers");
    private static final Path LIBRARIES = Path.of("target", "brokers");

    private final String name;

    JavaBroker(String name, Path home) {
        super(name, home, Ports.free());
        this.name = name;
    }

    /**
     * @param source the file that starts the broker
     * @param argument what it takes
     */
    final ProcessBuilder java(String source, Path argument) {
        Path libraries = LIBRARIES.resolve(name);
        if (!Files.isDirectory(libraries)) {
            throw new IllegalStateException(
                    libraries + " is missing: ./mvnw -Pbrokers exec:exec@brokers fetches the broker");
        }
        return new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-classpath",
                libraries + "/*",
                SOURCES.resolve(name).resolve(source).toString(),
                argument.toString()));
    }

    /** Nothing is kept, so the broker need not take its time. */
    @Override
    public final void close() throws InterruptedException {
        kill();
    }

    final Path write(String file, String text) throws IOException {
        return Files.writeString(home().resolve(file), text);
    }
}
