package io.nightdesk.it.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How secrets reach the pods, and where the pods may connect to. */
final class Isolation {

    private final List<String> violations = new ArrayList<>();

    private Isolation() {}

    static List<String> violations(Manifests manifests) {
        Isolation check = new Isolation();
        manifests.workloads().forEach(check::secrets);
        manifests.workloads().forEach(workload -> check.network(manifests, workload));
        manifests.ofKind("NetworkPolicy").forEach(check::egress);
        return check.violations;
    }

    /** Whoever may describe a pod or dump a process sees its variables, and a variable keeps the secret of the start. */
    private void secrets(JsonNode workload) {
        String title = Manifests.title(workload);
        Manifests.containers(Manifests.pod(workload)).forEach(container -> {
            Stream.concat(
                            Manifests.elements(container.path("env"))
                                    .map(variable -> variable.at("/valueFrom/secretKeyRef")),
                            Manifests.elements(container.path("envFrom")).map(from -> from.path("secretRef")))
                    .filter(secret -> secret.has("name"))
                    .forEach(secret -> violations.add(
                            title + ": secret " + secret.path("name").asText() + " is in the environment"));
            Manifests.elements(container.path("volumeMounts"))
                    .filter(mount -> mount.has("subPath"))
                    .forEach(mount -> violations.add(
                            title + ": " + mount.path("mountPath").asText() + " is mounted once and never updated"));
        });
    }

    /** A pod that no policy selects for a direction may be reached by everybody, or reach everything. */
    private void network(Manifests manifests, JsonNode workload) {
        Labels labels = Labels.of(Manifests.template(workload));
        for (String direction : List.of("Ingress", "Egress")) {
            boolean isRestricted = manifests
                    .ofKind("NetworkPolicy")
                    .filter(policy -> Manifests.elements(policy.at("/spec/policyTypes"))
                            .anyMatch(type -> type.asText().equals(direction)))
                    .anyMatch(policy -> labels.match(
                            Labels.of(policy.at("/spec/podSelector/matchLabels").properties())));
            if (!isRestricted) {
                violations.add(Manifests.title(workload) + ": no policy restricts " + direction);
            }
        }
    }

    private void egress(JsonNode policy) {
        String title = Manifests.title(policy);
        Manifests.elements(policy.at("/spec/egress")).forEach(rule -> {
            if (rule.path("to").isEmpty() || Manifests.elements(rule.path("to")).anyMatch(Isolation::isAnywhere)) {
                violations.add(title + ": allows any address");
            }
            if (rule.path("ports").isEmpty()) {
                violations.add(title + ": allows any port");
            }
        });
    }

    private static boolean isAnywhere(JsonNode peer) {
        return peer.at("/ipBlock/cidr").asText().endsWith("/0")
                || (peer.has("namespaceSelector")
                        && peer.path("namespaceSelector").isEmpty());
    }
}
