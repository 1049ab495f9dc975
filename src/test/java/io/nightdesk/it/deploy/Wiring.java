package io.nightdesk.it.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds references between manifests that lead nowhere: labels, ports, settings, secrets, volumes. A cluster accepts most of them. */
final class Wiring {

    private final Manifests manifests;
    private final Set<String> createdByOperator;
    private final List<String> unresolved = new ArrayList<>();

    private Wiring(Manifests manifests, Set<String> createdByOperator) {
        this.manifests = manifests;
        this.createdByOperator = createdByOperator;
    }

    /**
     * Returns the references that lead nowhere.
     *
     * @param createdByOperator the secrets that an operator creates
     */
    static List<String> unresolved(Manifests manifests, Set<String> createdByOperator) {
        Wiring wiring = new Wiring(manifests, createdByOperator);
        manifests.workloads().forEach(wiring::workload);
        manifests.ofKind("Service").forEach(wiring::service);
        manifests
                .ofKind("PodDisruptionBudget")
                .forEach(budget ->
                        wiring.pods(budget, selector(budget.path("spec").path("selector"))));
        manifests.ofKind("NetworkPolicy").forEach(wiring::network);
        manifests.ofKind("ServiceMonitor").forEach(wiring::monitor);
        return wiring.unresolved;
    }

    private void workload(JsonNode workload) {
        JsonNode pod = Manifests.pod(workload);
        String title = Manifests.title(workload);
        Labels own = Labels.of(Manifests.template(workload));
        if (!workload.path("spec").has("jobTemplate")) {
            require(own.match(selector(workload.path("spec").path("selector"))), title + ": selector");
        }
        Manifests.elements(pod.path("topologySpreadConstraints"))
                .forEach(spread -> require(own.match(selector(spread.path("labelSelector"))), title + ": spread"));
        named("ServiceAccount", pod.path("serviceAccountName"), title);
        named("PriorityClass", pod.path("priorityClassName"), title);
        named("Service", workload.path("spec").path("serviceName"), title);
        Manifests.elements(pod.path("volumes")).forEach(volume -> {
            source("ConfigMap", volume.path("configMap").path("name"), Optional.empty(), title);
            source("Secret", volume.path("secret").path("secretName"), Optional.empty(), title);
            named("PersistentVolumeClaim", volume.path("persistentVolumeClaim").path("claimName"), title);
        });
        Set<String> volumes = Stream.concat(
                        Manifests.elements(pod.path("volumes"))
                                .map(volume -> volume.path("name").asText()),
                        Manifests.elements(workload.path("spec").path("volumeClaimTemplates"))
                                .map(Manifests::name))
                .collect(Collectors.toSet());
        Manifests.containers(pod).forEach(container -> container(container, volumes, title));
    }

    private void container(JsonNode container, Set<String> volumes, String title) {
        Manifests.elements(container.path("volumeMounts"))
                .map(mount -> mount.path("name").asText())
                .filter(name -> !volumes.contains(name))
                .forEach(name -> require(false, title + ": volume " + name));
        Stream.of("startupProbe", "livenessProbe", "readinessProbe")
                .flatMap(probe -> Stream.of("httpGet", "tcpSocket")
                        .map(kind -> container.path(probe).path(kind)))
                .filter(probe -> probe.has("port"))
                .map(probe -> probe.path("port").asText())
                .filter(port -> !ports(container).contains(port))
                .forEach(port -> require(false, title + ": probe's port " + port));
        Manifests.elements(container.path("envFrom"))
                .forEach(from -> source("ConfigMap", from.path("configMapRef").path("name"), Optional.empty(), title));
        Manifests.elements(container.path("env"))
                .map(variable -> variable.path("valueFrom"))
                .forEach(from -> {
                    reference("ConfigMap", from.path("configMapKeyRef"), title);
                    reference("Secret", from.path("secretKeyRef"), title);
                });
    }

    private void reference(String kind, JsonNode reference, String title) {
        source(kind, reference.path("name"), Optional.of(reference.path("key").asText()), title);
    }

    private void source(String kind, JsonNode name, Optional<String> key, String title) {
        if (name.isMissingNode() || (kind.equals("Secret") && createdByOperator.contains(name.asText()))) {
            return;
        }
        boolean exists = manifests
                .find(kind, name.asText())
                .filter(source -> key.isEmpty() || source.path("data").has(key.get()))
                .isPresent();
        require(
                exists,
                title + ": " + kind + " " + name.asText()
                        + key.map(entry -> " " + entry).orElse(""));
    }

    private void named(String kind, JsonNode name, String title) {
        require(
                name.isMissingNode() || manifests.find(kind, name.asText()).isPresent(),
                title + ": " + kind + " " + name.asText());
    }

    private void service(JsonNode service) {
        List<JsonNode> pods =
                pods(service, Labels.of(service.path("spec").path("selector").properties()));
        Manifests.elements(service.path("spec").path("ports"))
                .map(port -> port.path("targetPort").asText())
                .forEach(port -> port(service, pods, port));
    }

    private void network(JsonNode policy) {
        List<JsonNode> own = pods(policy, selector(policy.path("spec").path("podSelector")));
        Manifests.elements(policy.path("spec").path("ingress")).forEach(rule -> {
            peers(policy, rule.path("from"));
            namedPorts(rule).forEach(port -> port(policy, own, port));
        });
        Manifests.elements(policy.path("spec").path("egress")).forEach(rule -> {
            List<JsonNode> targets = peers(policy, rule.path("to"));
            namedPorts(rule).forEach(port -> port(policy, targets, port));
        });
    }

    private List<JsonNode> peers(JsonNode policy, JsonNode peers) {
        return Manifests.elements(peers)
                // With a namespaceSelector, the pods are in another namespace.
                .filter(peer -> peer.has("podSelector") && !peer.has("namespaceSelector"))
                .flatMap(peer -> pods(policy, selector(peer.path("podSelector"))).stream())
                .toList();
    }

    private static Stream<String> namedPorts(JsonNode rule) {
        return Manifests.elements(rule.path("ports"))
                .map(port -> port.path("port"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText);
    }

    private void monitor(JsonNode monitor) {
        Labels wanted = selector(monitor.path("spec").path("selector"));
        Set<String> ports = manifests
                .ofKind("Service")
                .filter(service -> Labels.of(service).match(wanted))
                .flatMap(service -> Manifests.elements(service.path("spec").path("ports")))
                .map(port -> port.path("name").asText())
                .collect(Collectors.toSet());
        Manifests.elements(monitor.path("spec").path("endpoints"))
                .map(endpoint -> endpoint.path("port").asText())
                .forEach(port -> require(ports.contains(port), Manifests.title(monitor) + ": port " + port));
    }

    /** Returns the selected pods; reports if there are none. */
    private List<JsonNode> pods(JsonNode document, Labels wanted) {
        List<JsonNode> pods = manifests
                .workloads()
                .filter(workload -> Labels.of(Manifests.template(workload)).match(wanted))
                .map(Manifests::pod)
                .toList();
        require(!pods.isEmpty(), Manifests.title(document) + ": no pod has " + wanted);
        return pods;
    }

    private void port(JsonNode document, List<JsonNode> pods, String port) {
        boolean exists = pods.stream()
                .allMatch(pod -> Manifests.containers(pod)
                        .anyMatch(container -> ports(container).contains(port)));
        require(exists, Manifests.title(document) + ": port " + port);
    }

    private static Set<String> ports(JsonNode container) {
        return Manifests.elements(container.path("ports"))
                .map(port -> port.path("name").asText())
                .collect(Collectors.toSet());
    }

    private static Labels selector(JsonNode selector) {
        return Labels.of(selector.path("matchLabels").properties());
    }

    private void require(boolean exists, String what) {
        if (!exists) {
            unresolved.add(what);
        }
    }
}
