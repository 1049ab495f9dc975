package io.nightdesk.it.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightdesk.it.api.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every reference in the manifests is resolved by them or by a secret that {@code deploy/README.md} creates. */
@Tag("deploy")
final class WiringIT {

    private static final Path DEMO = Manifests.DEPLOY.resolve("overlays/demo");
    private static final Pattern CREATED = Pattern.compile("create secret (?:generic|tls) ([a-z-]+)");

    static Stream<Path> kustomizations() throws IOException {
        return Manifests.kustomizations();
    }

    @ParameterizedTest
    @MethodSource("kustomizations")
    void everyReferenceIsResolved(Path kustomization) throws Exception {
        // Given
        Set<String> createdByOperator = CREATED.matcher(Files.readString(Manifests.DEPLOY.resolve("README.md")))
                .results()
                .map(secret -> secret.group(1))
                .collect(Collectors.toSet());

        // When
        List<String> unresolved = Wiring.unresolved(
                Manifests.of(kustomization), kustomization.equals(DEMO) ? Set.of() : createdByOperator);

        // Then
        assertThat(unresolved).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Deployment | /spec/selector/matchLabels/app | x | Deployment nightdesk: selector",
                "Deployment | /spec/template/spec/topologySpreadConstraints/0/labelSelector/matchLabels/app | x | Deployment nightdesk: spread",
                "Deployment | /spec/template/spec/serviceAccountName | nobody | Deployment nightdesk: ServiceAccount nobody",
                "Deployment | /spec/template/spec/volumes/0/secret/secretName | brok | Deployment nightdesk: Secret brok",
                "Deployment | /spec/template/spec/volumes/3/name | temp | Deployment nightdesk: volume tmp",
                "Deployment | /spec/template/spec/containers/0/ports/1/name | admin | Deployment nightdesk: probe's port management",
                "Deployment | /spec/template/spec/containers/0/envFrom/0/configMapRef/name | settings | Deployment nightdesk: ConfigMap settings",
                "Deployment | /spec/template/spec/containers/0/env/0 | {name: A, valueFrom: {secretKeyRef: {name: db, key: username}}} | Deployment nightdesk: Secret db username",
                "Deployment | /spec/template/spec/priorityClassName | urgent | Deployment nightdesk: PriorityClass urgent",
                "Deployment | /spec/template/spec/volumes/3 | {name: tmp, persistentVolumeClaim: {claimName: disk}} | Deployment nightdesk: PersistentVolumeClaim disk",
                "Service | /spec/selector/app | x | Service nightdesk: no pod has Labels[pairs={app=x, app.kubernetes.io/name=nightdesk}]",
                "Service | /spec/ports/0/targetPort | web | Service nightdesk: port web",
                "PodDisruptionBudget | /spec/selector/matchLabels | {a: b} | PodDisruptionBudget nightdesk: no pod has Labels[pairs={a=b}]",
                "NetworkPolicy | /spec/podSelector/matchLabels | {a: b} | NetworkPolicy nightdesk: no pod has Labels[pairs={a=b}]",
                "NetworkPolicy | /spec/ingress/0/ports/0/port | web | NetworkPolicy nightdesk: port web",
            })
    void reportsAViolation(String kind, String pointer, String value, String unresolvedReference) throws Exception {
        // Given
        Manifests demo = Manifests.of(DEMO);
        JsonNode right = demo.get(kind, "nightdesk");

        // When
        JsonNode wrong = new Change(pointer, value).in(right);

        // Then
        List<JsonNode> documents = demo.documents().stream()
                .map(document -> document.equals(right) ? wrong : document)
                .toList();
        assertThat(Wiring.unresolved(new Manifests(documents), Set.of())).contains(unresolvedReference);
    }
}
