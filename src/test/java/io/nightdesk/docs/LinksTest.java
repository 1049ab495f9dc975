package io.nightdesk.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares the relative links of the documents with the files and headings of the repository. */
final class LinksTest {

    private static final Pattern CODE_BLOCK = Pattern.compile("```.*?```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    @Test
    void pointsOnlyToExistingFilesAndHeadings() throws IOException {
        // When
        List<Link> links = Documents.all().flatMap(LinksTest::links).toList();

        // Then
        assertThat(links).hasSizeGreaterThan(50);
        assertThat(links).filteredOn(link -> !link.isValid()).isEmpty();
    }

    @Test
    void linksEveryDocumentFromAnotherOne() throws IOException {
        // When
        Set<Path> linked =
                Documents.all().flatMap(LinksTest::links).map(Link::target).collect(Collectors.toSet());

        // Then
        assertThat(Documents.all().filter(file -> file.startsWith("docs"))).isSubsetOf(linked);
    }

    private static Stream<Link> links(Path document) {
        return LINK.matcher(text(document))
                .results()
                .map(match -> URI.create(match.group(1)))
                .filter(uri -> !uri.isAbsolute())
                .map(uri -> new Link(document, uri));
    }

    private static String text(Path document) {
        return CODE_BLOCK.matcher(Monitoring.read(document)).replaceAll("");
    }

    private record Link(Path from, URI uri) {

        boolean isValid() {
            return Files.exists(target())
                    && (uri.getFragment() == null || anchors().contains(uri.getFragment()));
        }

        Path target() {
            return uri.getPath().isEmpty()
                    ? from
                    : from.resolveSibling(uri.getPath()).normalize();
        }

        /** The anchors that GitHub generates for the headings. */
        private Set<String> anchors() {
            return HEADING.matcher(text(target()))
                    .results()
                    .map(match -> match.group(1)
                            .toLowerCase(Locale.ROOT)
                            .replaceAll("[^\\p{IsAlphabetic}0-9 _-]", "")
                            .replace(' ', '-'))
                    .collect(Collectors.toSet());
        }
    }
}
