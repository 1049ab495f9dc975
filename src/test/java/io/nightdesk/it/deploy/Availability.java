package io.nightdesk.it.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What keeps one replica running when a node or a zone fails, is drained or runs out of memory. */
final class Availability {

    /** Kubernetes waits 300 s by default before it replaces the pods of a failed node. */
    private static final int MAX_TOLERATION_SECONDS = 30;

    private final List<String> violations = new ArrayList<>();

    private Availability() {}

    /** Returns the violations of the specification of a pod that has replicas. */
    static List<String> violations(JsonNode pod) {
        Availability check = new Availability();
        check.spread(pod);
        check.tolerations(pod);
        Manifests.containers(pod).forEach(check::container);
        return check.violations;
    }

    private void spread(JsonNode pod) {
        reportUnless(
                spreads(pod, "kubernetes.io/hostname")
                        .anyMatch(spread ->
                                spread.path("whenUnsatisfiable").asText().equals("DoNotSchedule")
                                        && countsOnlyUsableNodes(spread)
                                        && ignoresOtherRevisions(spread)),
                "no hard spread over nodes");
        reportUnless(
                spreads(pod, "topology.kubernetes.io/zone").anyMatch(Availability::countsOnlyUsableNodes),
                "no spread over zones");
    }

    private static Stream<JsonNode> spreads(JsonNode pod, String topology) {
        return Manifests.elements(pod.path("topologySpreadConstraints"))
                .filter(spread -> spread.path("topologyKey").asText().equals(topology)
                        && spread.path("maxSkew").asInt() == 1);
    }

    /** Otherwise a failed node counts as one without replicas, and a hard constraint wants the next replica there. */
    private static boolean countsOnlyUsableNodes(JsonNode spread) {
        return spread.path("nodeTaintsPolicy").asText().equals("Honor");
    }

    private static boolean ignoresOtherRevisions(JsonNode spread) {
        return Manifests.elements(spread.path("matchLabelKeys"))
                .anyMatch(key -> key.asText().equals("pod-template-hash"));
    }

    private void tolerations(JsonNode pod) {
        for (String taint : List.of("node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable")) {
            reportUnless(
                    Manifests.elements(pod.path("tolerations"))
                            .filter(toleration ->
                                    toleration.path("key").asText().equals(taint))
                            .anyMatch(toleration ->
                                    toleration.path("tolerationSeconds").asInt(Integer.MAX_VALUE)
                                            <= MAX_TOLERATION_SECONDS),
                    "stays on a node with " + taint);
        }
    }

    private void container(JsonNode container) {
        String name = container.path("name").asText();
        JsonNode requested = container.at("/resources/requests/memory");
        JsonNode limit = container.at("/resources/limits/memory");
        reportUnless(
                requested.isTextual()
                        && limit.isTextual()
                        && Quantity.getAmountInBytes(new Quantity(requested.asText()))
                                        .compareTo(Quantity.getAmountInBytes(new Quantity(limit.asText())))
                                == 0,
                name + ": memory is not requested as a whole");
        reportUnless(
                container.at("/lifecycle/preStop/sleep/seconds").asInt() >= 1,
                name + ": stops before it is removed from the service");
    }

    private void reportUnless(boolean holds, String what) {
        if (!holds) {
            violations.add(what);
        }
    }
}
