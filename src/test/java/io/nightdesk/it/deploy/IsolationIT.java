package io.nightdesk.it.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightdesk.it.api.Change;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Secrets are files, and no pod may connect to more than it needs. */
@Tag("deploy")
final class IsolationIT {

    private static final Path PRODUCTION = Manifests.DEPLOY.resolve("overlays/production");

    static Stream<Path> kustomizations() throws IOException {
        return Manifests.kustomizations();
    }

    @ParameterizedTest
    @MethodSource("kustomizations")
    void secretsAreFilesAndEgressIsRestricted(Path kustomization) throws Exception {
        // When
        List<String> violations = Isolation.violations(Manifests.of(kustomization));

        // Then
        assertThat(violations).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Deployment | nightdesk | /spec/template/spec/containers/0/env/0 | {name: A, valueFrom: {secretKeyRef: {name: db, key: a}}} | Deployment nightdesk: secret db is in the environment",
                "Deployment | nightdesk | /spec/template/spec/containers/0/envFrom/0 | {secretRef: {name: db}} | Deployment nightdesk: secret db is in the environment",
                "Deployment | nightdesk | /spec/template/spec/containers/0/volumeMounts/0/subPath | password | Deployment nightdesk: /etc/nightdesk/authorities is mounted once and never updated",
                "CronJob | nightdesk-backup | /spec/jobTemplate/spec/template/metadata/labels | {a: b} | CronJob nightdesk-backup: no policy restricts Ingress",
                "NetworkPolicy | nightdesk-dns | /spec/egress/0/to | '' | NetworkPolicy nightdesk-dns: allows any address",
                "NetworkPolicy | nightdesk-dns | /spec/egress/0/to/0 | {namespaceSelector: {}} | NetworkPolicy nightdesk-dns: allows any address",
                "NetworkPolicy | nightdesk-database | /spec/egress/0/to/0/ipBlock/cidr | 0.0.0.0/0 | NetworkPolicy nightdesk-database: allows any address",
                "NetworkPolicy | nightdesk-broker | /spec/egress/0/ports | '' | NetworkPolicy nightdesk-broker: allows any port",
            })
    void reportsAViolation(String kind, String name, String pointer, String value, String violation) throws Exception {
        // Given
        Manifests production = Manifests.of(PRODUCTION);
        JsonNode right = production.get(kind, name);

        // When
        JsonNode wrong = new Change(pointer, value).in(right);

        // Then
        List<JsonNode> documents = production.documents().stream()
                .map(document -> document.equals(right) ? wrong : document)
                .toList();
        assertThat(Isolation.violations(new Manifests(documents))).contains(violation);
    }

    @Test
    void productionAllowsThePortsOfItsSettings() throws Exception {
        // Given
        Manifests production = Manifests.of(PRODUCTION);
        Map<String, String> environment = new Pod(production, "Deployment", "nightdesk").plainEnvironment();
        URI database = URI.create(environment.get("QUARKUS_DATASOURCE_JDBC_URL").substring("jdbc:".length()));

        // When
        int databasePort = port(production.get("NetworkPolicy", "nightdesk-database"));
        int brokerPort = port(production.get("NetworkPolicy", "nightdesk-broker"));

        // Then
        assertThat(databasePort).isEqualTo(database.getPort());
        assertThat(brokerPort).isEqualTo(Integer.parseInt(environment.get("NIGHTDESK_BROKER_PORT")));
    }

    /** A port in quotes would be the name of a port. */
    private static int port(JsonNode policy) {
        JsonNode port = policy.at("/spec/egress/0/ports/0/port");
        assertThat(port.isInt()).isTrue();
        return port.asInt();
    }
}
