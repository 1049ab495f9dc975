package io.nightdesk.it.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The embedded parts of dev mode must not reach production. */
@Tag("jar")
final class PackageIT {

    @Test
    void thePackageContainsNoDevelopmentParts() throws IOException {
        // Given
        Path app = Path.of(System.getProperty("nightdesk.jar")).getParent();

        // When
        List<Path> jars;
        try (Stream<Path> files = Files.walk(app)) {
            jars = files.filter(file -> file.toString().endsWith(".jar")).toList();
        }

        // Then
        assertThat(jars.stream().flatMap(PackageIT::classes))
                .contains("io/nightdesk/frame/FrameCodec.class")
                .filteredOn(entry -> Stream.of("io/nightdesk/dev/", "io/moquette/", "io/zonky/", "sample/")
                        .anyMatch(entry::startsWith))
                .isEmpty();
    }

    private static Stream<String> classes(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream().filter(entry -> !entry.isDirectory()).map(JarEntry::getName).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
