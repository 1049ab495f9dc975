package io.nightdesk.it.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightdesk.it.deploy.Dockerfile.Instruction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Dockerfiles: build context, user, ports and command. No image is built. */
@Tag("deploy")
final class ImagesIT {

    private static final Path REPOSITORY = Path.of("").toAbsolutePath();

    private static final Path NPM_PACKAGES = Path.of("src/main/web/node_modules");

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile", "Dockerfile.jvm"})
    void runsAsTheUserOfTheManifestAndReceivesSignals(String name) throws Exception {
        // Given
        JsonNode pod = new Pod(Manifests.of(Manifests.DEPLOY.resolve("base")), "Deployment", "nightdesk").spec();

        // When
        Dockerfile file = Dockerfile.read(Manifests.DEPLOY.resolve(name));

        // Then
        assertThat(file.stages()).isEqualTo(2);
        assertThat(file.ofImage("USER"))
                .extracting(Instruction::arguments)
                .containsExactly(pod.at("/securityContext/runAsUser").asText() + ":"
                        + pod.at("/securityContext/runAsGroup").asText());
        assertThat(file.ofImage("ENTRYPOINT"))
                .hasSize(1)
                .allSatisfy(entrypoint -> assertThat(entrypoint.exec()).isPresent());
        assertThat(file.ofImage("CMD")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile", "Dockerfile.jvm"})
    void exposesThePortsOfTheManifest(String name) throws Exception {
        // Given
        JsonNode container =
                new Pod(Manifests.of(Manifests.DEPLOY.resolve("base")), "Deployment", "nightdesk").container();

        // When
        Dockerfile file = Dockerfile.read(Manifests.DEPLOY.resolve(name));

        // Then
        assertThat(file.ofImage("EXPOSE").stream().flatMap(expose -> expose.words().stream()))
                .containsExactlyElementsOf(Manifests.elements(container.path("ports"))
                        .map(port -> port.path("containerPort").asText())
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile", "Dockerfile.jvm"})
    void isBuiltFromFilesOfTheBuildContext(String name, @TempDir Path context) throws Exception {
        // Given
        List<String> copied = Dockerfile.read(Manifests.DEPLOY.resolve(name)).copied();

        // When
        ignored().copy(REPOSITORY, context);

        // Then
        assertThat(copied)
                .isNotEmpty()
                .allSatisfy(source -> assertThat(context.resolve(source)).exists());
        assertThat(context.resolve("mvnw")).isExecutable();
        // All sources, and nothing else of the repository. The build in the image installs the npm packages.
        assertThat(files(context))
                .containsAll(files(REPOSITORY.resolve("src/main"))
                        .map(REPOSITORY.resolve("src/main")::resolve)
                        .map(REPOSITORY::relativize)
                        .filter(file -> !file.startsWith(NPM_PACKAGES))
                        .toList())
                .noneMatch(file -> file.startsWith(NPM_PACKAGES))
                .allSatisfy(file -> assertThat(copied).anyMatch(source -> file.startsWith(Path.of(source))));
    }

    @ParameterizedTest
    @CsvSource({
        "pom.xml, true",
        ".mvn/wrapper/maven-wrapper.properties, true",
        "proto/IM.proto, true",
        "src/main/java/A.java, true",
        "src/main/web/console/src/main.ts, true",
        "src/main/web/node_modules/vue/index.js, false",
        "src/test/java/A.java, false",
        "target/nightdesk, false",
        ".git/config, false",
        "deploy/overlays/shop/password, false",
        ".env, false",
    })
    void theBuildContextContainsOnlySources(Path file, boolean seen) throws Exception {
        assertThat(ignored().includes(file)).isEqualTo(seen);
    }

    @Test
    void aShellFormCommandHasNoExecForm() {
        // When
        Dockerfile file =
                Dockerfile.parse("FROM a AS b\n# a note\nRUN x \\\n && y\nFROM c\nENTRYPOINT java -jar app\n");

        // Then
        assertThat(file.stages()).isEqualTo(2);
        assertThat(file.ofImage("ENTRYPOINT"))
                .singleElement()
                .satisfies(entrypoint -> assertThat(entrypoint.exec()).isEmpty());
    }

    private static DockerIgnore ignored() throws IOException {
        return DockerIgnore.parse(Files.readString(Path.of(".dockerignore")));
    }

    private static Stream<Path> files(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile).map(folder::relativize).toList().stream();
        }
    }
}
