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

/** Every pod runs in a namespace that enforces the restricted profile, with no more rights than it needs. */
@Tag("deploy")
final class PodSecurityIT {

    static Stream<Path> kustomizations() throws IOException {
        return Manifests.kustomizations();
    }

    @ParameterizedTest
    @MethodSource("kustomizations")
    void everyPodSatisfiesTheRestrictedProfile(Path kustomization) throws Exception {
        // When
        List<JsonNode> pods =
                Manifests.of(kustomization).workloads().map(Manifests::pod).toList();

        // Then
        assertThat(pods).isNotEmpty();
        assertThat(pods.stream().flatMap(pod -> PodSecurity.violations(pod).stream()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("kustomizations")
    void everyPodHasAReadOnlyRootAndNoServiceAccountToken(Path kustomization) throws Exception {
        // When
        List<JsonNode> pods =
                Manifests.of(kustomization).workloads().map(Manifests::pod).toList();

        // Then
        assertThat(pods).allSatisfy(pod -> {
            assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
            assertThat(Manifests.containers(pod)).isNotEmpty().allSatisfy(container -> {
                assertThat(container
                                .at("/securityContext/readOnlyRootFilesystem")
                                .asBoolean())
                        .isTrue();
                assertThat(container.at("/resources/limits/memory").asText()).isNotEmpty();
                assertThat(container.at("/resources/requests").properties()).hasSize(2);
            });
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/hostNetwork | true | hostNetwork",
                "/hostPID | true | hostPID",
                "/hostIPC | true | hostIPC",
                "/volumes/0 | {name: host, hostPath: {path: /}} | volume hostPath",
                "/volumes/0 | {name: share, nfs: {server: nas, path: /}} | volume nfs",
                "/securityContext/sysctls | [{name: kernel.msgmax, value: '1'}] | sysctl kernel.msgmax",
                "/securityContext/runAsNonRoot | '' | nightdesk: not runAsNonRoot",
                "/securityContext/runAsUser | 0 | pod: runAsUser 0",
                "/securityContext/seccompProfile | '' | nightdesk: seccompProfile",
                "/securityContext/appArmorProfile | {type: Unconfined} | pod: appArmorProfile",
                "/securityContext/seLinuxOptions | {type: spc_t} | pod: seLinuxOptions",
                "/securityContext/windowsOptions | {hostProcess: true} | pod: hostProcess",
                "/containers/0/securityContext/runAsNonRoot | false | nightdesk: runAsNonRoot false",
                "/containers/0/securityContext/runAsUser | 0 | nightdesk: runAsUser 0",
                "/containers/0/securityContext/seccompProfile | {type: Unconfined} | nightdesk: seccompProfile Unconfined",
                "/containers/0/securityContext/privileged | true | nightdesk: privileged",
                "/containers/0/securityContext/allowPrivilegeEscalation | '' | nightdesk: allowPrivilegeEscalation",
                "/containers/0/securityContext/capabilities/drop | [NET_RAW] | nightdesk: does not drop ALL capabilities",
                "/containers/0/securityContext/capabilities/add | [SYS_TIME] | nightdesk: adds SYS_TIME",
                "/containers/0/securityContext/procMount | Unmasked | nightdesk: procMount",
                "/containers/0/ports/0/hostPort | 80 | nightdesk: hostPort",
                "/containers/0/livenessProbe/httpGet/host | example.com | nightdesk: host of a probe or a hook",
                "/initContainers | [{name: init}] | init: allowPrivilegeEscalation",
            })
    void reportsAViolation(String pointer, String value, String violation) throws Exception {
        // Given
        JsonNode pod = Manifests.podOfTheBase();

        // When
        JsonNode changed = new Change(pointer, value).in(pod);

        // Then
        assertThat(PodSecurity.violations(changed)).contains(violation);
    }
}
