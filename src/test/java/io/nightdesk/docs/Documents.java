package io.nightdesk.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The documents that people read: the Markdown files at the top level, in docs and in deploy. */
final class Documents {

    private Documents() {}

    static Stream<Path> all() throws IOException {
        return Stream.of(markdown(".", 1), markdown("docs", 2), markdown("deploy", 1))
                .flatMap(List::stream);
    }

    private static List<Path> markdown(String directory, int depth) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(directory), depth)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .map(Path::normalize)
                    .toList();
        }
    }
}
