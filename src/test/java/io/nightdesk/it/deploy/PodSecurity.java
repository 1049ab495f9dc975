package io.nightdesk.it.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The profile "restricted" of the Pod Security Standards, which includes "baseline". */
final class PodSecurity {

    private static final Set<String> VOLUMES = Set.of(
            "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret");
    private static final Set<String> SYSCTLS = Set.of(
            "kernel.shm_rmid_forced",
            "net.ipv4.ip_local_port_range",
            "net.ipv4.ip_unprivileged_port_start",
            "net.ipv4.tcp_syncookies",
            "net.ipv4.ping_group_range",
            "net.ipv4.ip_local_reserved_ports",
            "net.ipv4.tcp_keepalive_time",
            "net.ipv4.tcp_fin_timeout",
            "net.ipv4.tcp_keepalive_intvl",
            "net.ipv4.tcp_keepalive_probes");
    private static final Set<String> SECCOMP = Set.of("RuntimeDefault", "Localhost");
    private static final Set<String> SELINUX =
            Set.of("", "container_t", "container_init_t", "container_kvm_t", "container_engine_t");

    private final List<String> violations = new ArrayList<>();

    private PodSecurity() {}

    /** Returns the violations of a pod specification. */
    static List<String> violations(JsonNode pod) {
        PodSecurity check = new PodSecurity();
        check.pod(pod);
        Stream.of("initContainers", "containers", "ephemeralContainers")
                .flatMap(kind -> Manifests.elements(pod.path(kind)))
                .forEach(container -> check.container(pod.path("securityContext"), container));
        return check.violations;
    }

    private void pod(JsonNode pod) {
        for (String host : List.of("hostNetwork", "hostPID", "hostIPC")) {
            reportIf(pod.path(host).asBoolean(), host);
        }
        Manifests.elements(pod.path("volumes"))
                .flatMap(volume -> volume.properties().stream().map(entry -> entry.getKey()))
                .filter(key -> !key.equals("name") && !VOLUMES.contains(key))
                .forEach(key -> reportIf(true, "volume " + key));
        Manifests.elements(pod.path("securityContext").path("sysctls"))
                .map(sysctl -> sysctl.path("name").asText())
                .filter(name -> !SYSCTLS.contains(name))
                .forEach(name -> reportIf(true, "sysctl " + name));
        context(pod.path("securityContext"), "pod");
    }

    private void container(JsonNode ofPod, JsonNode container) {
        JsonNode context = container.path("securityContext");
        String name = container.path("name").asText();
        context(context, name);
        reportIf(context.path("privileged").asBoolean(), name + ": privileged");
        reportIf(context.path("allowPrivilegeEscalation").asBoolean(true), name + ": allowPrivilegeEscalation");
        reportIf(!inherited(ofPod, context, "runAsNonRoot").asBoolean(), name + ": not runAsNonRoot");
        reportIf(
                !SECCOMP.contains(
                        inherited(ofPod, context, "seccompProfile").path("type").asText()),
                name + ": seccompProfile");
        reportIf(
                Manifests.elements(context.path("capabilities").path("drop"))
                        .noneMatch(drop -> drop.asText().equals("ALL")),
                name + ": does not drop ALL capabilities");
        Manifests.elements(context.path("capabilities").path("add"))
                .filter(add -> !add.asText().equals("NET_BIND_SERVICE"))
                .forEach(add -> reportIf(true, name + ": adds " + add.asText()));
        reportIf(!context.path("procMount").asText("Default").equals("Default"), name + ": procMount");
        Manifests.elements(container.path("ports"))
                .filter(port -> port.path("hostPort").asInt() != 0)
                .forEach(port -> reportIf(true, name + ": hostPort"));
        reportIf(hasHost(container), name + ": host of a probe or a hook");
    }

    /** Checks that apply to pods and to containers. */
    private void context(JsonNode context, String owner) {
        reportIf(context.path("runAsUser").asInt(-1) == 0, owner + ": runAsUser 0");
        reportIf(
                context.has("runAsNonRoot") && !context.path("runAsNonRoot").asBoolean(),
                owner + ": runAsNonRoot false");
        JsonNode seccomp = context.path("seccompProfile").path("type");
        reportIf(
                !seccomp.isMissingNode() && !SECCOMP.contains(seccomp.asText()),
                owner + ": seccompProfile " + seccomp.asText());
        reportIf(context.path("windowsOptions").path("hostProcess").asBoolean(), owner + ": hostProcess");
        reportIf(
                context.path("appArmorProfile").path("type").asText().equals("Unconfined"),
                owner + ": appArmorProfile");
        JsonNode selinux = context.path("seLinuxOptions");
        reportIf(
                !SELINUX.contains(selinux.path("type").asText())
                        || selinux.hasNonNull("user")
                        || selinux.hasNonNull("role"),
                owner + ": seLinuxOptions");
    }

    private static JsonNode inherited(JsonNode ofPod, JsonNode ofContainer, String field) {
        return ofContainer.has(field) ? ofContainer.path(field) : ofPod.path(field);
    }

    private static boolean hasHost(JsonNode container) {
        return Stream.of(
                        container.path("startupProbe"),
                        container.path("livenessProbe"),
                        container.path("readinessProbe"),
                        container.path("lifecycle").path("preStop"),
                        container.path("lifecycle").path("postStart"))
                .flatMap(handler -> Stream.of(handler.path("httpGet"), handler.path("tcpSocket")))
                .anyMatch(handler -> handler.hasNonNull("host"));
    }

    private void reportIf(boolean violates, String what) {
        if (violates) {
            violations.add(what);
        }
    }
}
