package io.nightdesk.it.deploy;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Which files of the repository the builder of images gets to see. The last pattern that fits a file or a folder around it decides. */
record DockerIgnore(List<Pattern> patterns) {

    record Pattern(boolean lets, PathMatcher matcher) {

        boolean fits(Path path) {
            return Stream.iterate(path, around -> around != null, Path::getParent)
                    .anyMatch(matcher::matches);
        }
    }

    static DockerIgnore parse(String text) {
        List<Pattern> patterns = new ArrayList<>();
        text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(line -> {
                    boolean lets = line.startsWith("!");
                    String glob = lets ? line.substring(1) : line;
                    patterns.add(new Pattern(lets, FileSystems.getDefault().getPathMatcher("glob:" + glob)));
                });
        return new DockerIgnore(List.copyOf(patterns));
    }

    boolean letsThrough(Path path) {
        boolean through = true;
        for (Pattern pattern : patterns) {
            through = pattern.fits(path) ? pattern.lets() : through;
        }
        return through;
    }

    /** Copies what is let through, as the builder would get it. */
    void copy(Path repository, Path target) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(repository)) {
            files = walk.filter(Files::isRegularFile)
                    .map(repository::relativize)
                    .filter(this::letsThrough)
                    .toList();
        }
        for (Path file : files) {
            Path copy = target.resolve(file);
            Files.createDirectories(copy.getParent());
            Files.copy(repository.resolve(file), copy);
        }
    }
}
