package io.nightdesk.it.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightdesk.docs.Settings;
import io.nightdesk.it.api.Change;
import io.nightdesk.it.harness.App;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The manifests as {@code kubectl} builds them are valid and fit the service. */
@Tag("deploy")
final class ManifestsIT {

    private static final Path PRODUCTION = Manifests.DEPLOY.resolve("overlays/production");
    private static final Pattern QUARKUS_SETTING = Pattern.compile("`(QUARKUS_[A-Z_]+)(?:=[^`]*)?`");
    private static final Pattern PINNED = Pattern.compile("[^@]+(:[0-9]+\\.[0-9]+(\\.[0-9]+)?|@sha256:[0-9a-f]{64})");

    static Stream<Path> kustomizations() throws IOException {
        return Manifests.kustomizations();
    }

    @ParameterizedTest
    @MethodSource("kustomizations")
    void everyDocumentIsValidForTheKubernetesApi(Path kustomization) throws Exception {
        // When
        List<JsonNode> documents = Manifests.of(kustomization).documents();

        // Then
        assertThat(documents).hasSizeGreaterThan(5);
        assertThat(documents.stream().flatMap(document -> KubernetesTypes.error(document).stream()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/spec/template/spec/terminationGracePeriod,                     40",
        "/spec/template/spec/containers/0/readyProbe,                    {}",
        "/spec/template/spec/containers/0/readinessProbe/httpGet/url,    /",
        "/spec/template/spec/securityContext/seccompProfile/kind,        RuntimeDefault",
        "/spec/strategy/rollingUpdate/maxUnavailble,                     0",
        "/spec/replicas,                                                 '\"2\"'",
        "/spec/template/spec/containers/0/env/0/value,                   true",
        "/metadata/labels/tier,                                          1",
        "/kind,                                                          Deploy",
    })
    void reportsAnInvalidType(String pointer, String value) throws Exception {
        // Given
        JsonNode deployment = Manifests.of(Manifests.DEPLOY.resolve("base")).get("Deployment", "nightdesk");

        // When
        JsonNode wrong = new Change(pointer, value).in(deployment);

        // Then
        assertThat(KubernetesTypes.error(deployment)).isEmpty();
        assertThat(KubernetesTypes.error(wrong)).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("kustomizations")
    void everySettingIsKnownToTheService(Path kustomization) throws Exception {
        // Given
        Set<String> known = new TreeSet<>(Settings.all().keySet());
        QUARKUS_SETTING
                .matcher(Files.readString(Path.of("docs/configuration.md")))
                .results()
                .forEach(name -> known.add(name.group(1)));
        Manifests manifests = Manifests.of(kustomization);

        // When
        Map<String, String> environment = new Pod(manifests, "Deployment", "nightdesk").plainEnvironment();

        // Then
        assertThat(environment).containsKey("NIGHTDESK_SHUTDOWN_TIMEOUT");
        assertThat(known).containsAll(environment.keySet());
    }

    @ParameterizedTest
    @MethodSource("kustomizations")
    void theGracePeriodCoversThePreStopHookAndTheShutdownTimeout(Path kustomization) throws Exception {
        // Given
        Manifests manifests = Manifests.of(kustomization);
        Pod pod = new Pod(manifests, "Deployment", "nightdesk");

        // When
        Duration stop = Duration.parse("PT" + pod.plainEnvironment().get("NIGHTDESK_SHUTDOWN_TIMEOUT"));
        int sleep = pod.container().at("/lifecycle/preStop/sleep/seconds").asInt();

        // Then
        assertThat(sleep).isPositive();
        assertThat(pod.gracePeriod()).isGreaterThanOrEqualTo(stop.plusSeconds(sleep + 10L));
    }

    @Test
    void theProbesAreThoseOfTheService() throws Exception {
        // When
        JsonNode container =
                new Pod(Manifests.of(Manifests.DEPLOY.resolve("base")), "Deployment", "nightdesk").container();

        // Then
        assertThat(Stream.of("startupProbe", "livenessProbe", "readinessProbe")
                        .map(probe -> container.path(probe).path("httpGet"))
                        .map(get -> get.path("port").asText() + " "
                                + get.path("path").asText()))
                .containsExactly(
                        "management /q/health/started", "management /q/health/live", "management /q/health/ready");
        assertThat(Manifests.elements(container.path("ports"))
                        .map(port -> port.path("name").asText() + " "
                                + port.path("containerPort").asText()))
                .containsExactly("http 8080", "management 9000");
    }

    @Test
    void productionRequiresDigests() throws Exception {
        // When
        List<String> images = images(PRODUCTION);

        // Then
        // A reference with this digest is invalid, so no pod starts before it is replaced.
        assertThat(images)
                .hasSize(2)
                .allMatch(image -> image.matches("[^:@]+@sha256:digest-of-[a-z-]+"))
                .noneMatch(image -> PINNED.matcher(image).matches());
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void overlaysPinTheirImages(Path overlay) throws Exception {
        // When
        List<String> images = images(overlay);

        // Then
        assertThat(images)
                .isNotEmpty()
                .allMatch(image ->
                        overlay.equals(PRODUCTION) || PINNED.matcher(image).matches());
    }

    private static List<String> images(Path kustomization) throws Exception {
        return Manifests.of(kustomization)
                .workloads()
                .flatMap(workload -> Manifests.containers(Manifests.pod(workload)))
                .map(container -> container.path("image").asText())
                .toList();
    }

    @Test
    void theOptionsOfTheNativeImageAreThoseOfTheTestsOnIt() throws Exception {
        // When
        JsonNode container =
                new Pod(Manifests.of(Manifests.DEPLOY.resolve("base")), "Deployment", "nightdesk").container();

        // Then
        assertThat(Manifests.elements(container.path("args")).map(JsonNode::asText))
                .containsExactlyElementsOf(App.NATIVE_OPTIONS);
    }

    @Test
    void theJvmComponentDropsTheOptionsOfTheNativeImage() throws Exception {
        // Given
        Path jvm = Manifests.kustomizations()
                .filter(path -> path.endsWith("jvm"))
                .findFirst()
                .orElseThrow();

        // When
        JsonNode container = new Pod(Manifests.of(jvm), "Deployment", "nightdesk").container();

        // Then
        assertThat(container.has("args")).isFalse();
        assertThat(container.at("/resources/limits/memory").asText()).isEqualTo("768Mi");
    }

    static Stream<Path> overlays() throws IOException {
        return Manifests.kustomizations().filter(path -> path.startsWith(Manifests.DEPLOY.resolve("overlays")));
    }

    @Test
    void productionContainsNoSecretAndUsesTls() throws Exception {
        // When
        Manifests production = Manifests.of(PRODUCTION);
        Map<String, String> environment = new Pod(production, "Deployment", "nightdesk").plainEnvironment();

        // Then
        assertThat(production.ofKind("Secret")).isEmpty();
        assertThat(environment)
                .containsEntry("NIGHTDESK_BROKER_TLS", "true")
                .doesNotContainEntry("NIGHTDESK_BROKER_VERIFY_HOST", "false")
                .containsEntry("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "true")
                .doesNotContainKey("NIGHTDESK_CHAT_ENABLED");
        assertThat(environment.get("QUARKUS_DATASOURCE_JDBC_URL")).contains("sslmode=verify-full");
        assertThat(environment.get("QUARKUS_HTTP_PROXY_TRUSTED_PROXIES")).doesNotContain("/", "*");
        assertThat(Manifests.pod(production.get("Deployment", "nightdesk"))
                        .path("priorityClassName")
                        .asText())
                .isEqualTo("nightdesk");
        assertThat(production.ofKind("ServiceMonitor")).hasSize(1);
        assertThat(production.ofKind("PrometheusRule")).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void overlaysHaveANamespaceThatEnforcesTheRestrictedProfile(Path overlay) throws Exception {
        // When
        List<JsonNode> documents = Manifests.of(overlay).documents();

        // Then
        Map<String, List<JsonNode>> byNamespace = documents.stream()
                .filter(document -> document.path("metadata").has("namespace"))
                .collect(Collectors.groupingBy(
                        document -> document.path("metadata").path("namespace").asText()));
        assertThat(byNamespace).hasSize(1);
        JsonNode namespace = new Manifests(documents)
                .get("Namespace", byNamespace.keySet().iterator().next());
        assertThat(Labels.of(namespace).pairs()).containsEntry("pod-security.kubernetes.io/enforce", "restricted");
    }
}
