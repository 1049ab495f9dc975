package io.nightdesk.it.deploy;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files of the repository that belong to the build context. The last pattern that matches a file or a parent folder decides. */
record DockerIgnore(List<Pattern> patterns) {

    record Pattern(boolean includes, PathMatcher matcher) {

        boolean matches(Path path) {
            return Stream.iterate(path, parent -> parent != null, Path::getParent)
                    .anyMatch(matcher::matches);
        }
    }

    static DockerIgnore parse(String text) {
        List<Pattern> patterns = new ArrayList<>();
        text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(line -> {
                    boolean includes = line.startsWith("!");
                    String glob = includes ? line.substring(1) : line;
                    patterns.add(new Pattern(includes, FileSystems.getDefault().getPathMatcher("glob:" + glob)));
                });
        return new DockerIgnore(List.copyOf(patterns));
    }

    boolean includes(Path path) {
        boolean included = true;
        for (Pattern pattern : patterns) {
            included = pattern.matches(path) ? pattern.includes() : included;
        }
        return included;
    }

    /** Copies the build context. */
    void copy(Path repository, Path target) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(repository)) {
            files = walk.filter(Files::isRegularFile)
                    .map(repository::relativize)
                    .filter(this::includes)
                    .toList();
        }
        for (Path file : files) {
            Path copy = target.resolve(file);
            Files.createDirectories(copy.getParent());
            Files.copy(repository.resolve(file), copy);
        }
    }
}
