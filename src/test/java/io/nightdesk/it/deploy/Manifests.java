package io.nightdesk.it.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The documents that {@code kubectl apply -k} would send to a cluster. */
record Manifests(List<JsonNode> documents) {

    static final Path DEPLOY = Path.of("deploy");
    private static final YAMLMapper YAML = new YAMLMapper();

    /** Builds a directory with a kustomization. */
    static Manifests of(Path kustomization) throws IOException, InterruptedException {
        Process kubectl;
        try {
            kubectl = new ProcessBuilder("kubectl", "kustomize", kustomization.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new AssertionError("these tests need kubectl, 1.32 or later, on the path", e);
        }
        String built = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (kubectl.waitFor() != 0) {
            throw new AssertionError("kubectl kustomize " + kustomization + " fails");
        }
        return parse(built);
    }

    /** The base and each component on it, and every overlay. */
    static Stream<Path> kustomizations() throws IOException {
        List<Path> built = new ArrayList<>(List.of(DEPLOY.resolve("base")));
        built.addAll(folders(DEPLOY.resolve("overlays")));
        for (Path component : folders(DEPLOY.resolve("components"))) {
            built.add(withBase(component));
        }
        return built.stream();
    }

    private static List<Path> folders(Path parent) throws IOException {
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(Files::isDirectory).sorted().toList();
        }
    }

    private static Path withBase(Path component) throws IOException {
        Path folder = Files.createDirectories(
                Path.of("target", "kustomize", component.getFileName().toString()));
        Path up = folder.toAbsolutePath().relativize(DEPLOY.toAbsolutePath());
        Files.writeString(folder.resolve("kustomization.yaml"), """
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                resources: [%1$s/base]
                components: [%1$s/components/%2$s]
                """.formatted(up, component.getFileName()));
        return folder;
    }

    static Manifests parse(String yaml) throws IOException {
        return new Manifests(
                YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml).readAll());
    }

    Stream<JsonNode> ofKind(String kind) {
        return documents.stream()
                .filter(document -> document.path("kind").asText().equals(kind));
    }

    /** The documents that create pods. */
    Stream<JsonNode> workloads() {
        return documents.stream().filter(document -> template(document).has("spec"));
    }

    Optional<JsonNode> find(String kind, String name) {
        return ofKind(kind).filter(document -> name(document).equals(name)).findFirst();
    }

    JsonNode get(String kind, String name) {
        return find(kind, name).orElseThrow(() -> new AssertionError("no " + kind + " " + name));
    }

    /** The entries of a ConfigMap or a Secret, decoded. */
    Map<String, String> entries(String kind, String name) {
        Map<String, String> entries = new TreeMap<>();
        get(kind, name)
                .path("data")
                .properties()
                .forEach(entry -> entries.put(
                        entry.getKey(),
                        kind.equals("Secret")
                                ? new String(
                                        Base64.getMimeDecoder()
                                                .decode(entry.getValue().asText()),
                                        StandardCharsets.UTF_8)
                                : entry.getValue().asText()));
        return entries;
    }

    static String name(JsonNode document) {
        return document.path("metadata").path("name").asText();
    }

    /** The name of the document in messages. */
    static String title(JsonNode document) {
        return document.path("kind").asText() + " " + name(document);
    }

    /** The pod of the service, as the base describes it. */
    static JsonNode podOfTheBase() throws Exception {
        return pod(of(DEPLOY.resolve("base")).get("Deployment", "nightdesk"));
    }

    static JsonNode pod(JsonNode workload) {
        return template(workload).path("spec");
    }

    /** The template of the pods, which a CronJob has inside its template of jobs. */
    static JsonNode template(JsonNode workload) {
        JsonNode spec = workload.path("spec");
        return (spec.has("jobTemplate") ? spec.at("/jobTemplate/spec") : spec).path("template");
    }

    static Stream<JsonNode> containers(JsonNode pod) {
        return Stream.of("initContainers", "containers").flatMap(kind -> elements(pod.path(kind)));
    }

    static Stream<JsonNode> elements(JsonNode array) {
        return array.valueStream();
    }
}
