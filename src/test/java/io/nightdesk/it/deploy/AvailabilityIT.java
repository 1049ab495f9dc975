package io.nightdesk.it.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightdesk.it.api.Change;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** One replica survives the failure of a node. */
@Tag("deploy")
final class AvailabilityIT {

    static Stream<Path> kustomizations() throws IOException {
        return Manifests.kustomizations();
    }

    @ParameterizedTest
    @MethodSource("kustomizations")
    void theReplicasDoNotFailTogether(Path kustomization) throws Exception {
        // Given
        JsonNode deployment = Manifests.of(kustomization).get("Deployment", "nightdesk");

        // When
        List<String> violations = Availability.violations(Manifests.pod(deployment));

        // Then
        assertThat(deployment.at("/spec/replicas").asInt()).isEqualTo(2);
        assertThat(violations).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/topologySpreadConstraints/0/whenUnsatisfiable | ScheduleAnyway | no hard spread over nodes",
                "/topologySpreadConstraints/0/maxSkew | 2 | no hard spread over nodes",
                "/topologySpreadConstraints/0/nodeTaintsPolicy | '' | no hard spread over nodes",
                "/topologySpreadConstraints/0/matchLabelKeys | '' | no hard spread over nodes",
                "/topologySpreadConstraints/1/topologyKey | rack | no spread over zones",
                "/tolerations/0/tolerationSeconds | 300 | stays on a node with node.kubernetes.io/not-ready",
                "/tolerations/1/tolerationSeconds | '' | stays on a node with node.kubernetes.io/unreachable",
                "/containers/0/resources/requests/memory | 160Mi | nightdesk: memory is not requested as a whole",
                "/containers/0/resources/limits/memory | '' | nightdesk: memory is not requested as a whole",
                "/containers/0/lifecycle | '' | nightdesk: stops before it is removed from the service",
            })
    void reportsAViolation(String pointer, String value, String violation) throws Exception {
        // Given
        JsonNode pod = Manifests.podOfTheBase();

        // When
        JsonNode changed = new Change(pointer, value).in(pod);

        // Then
        assertThat(Availability.violations(changed)).containsExactly(violation);
    }
}
