package io.nightdesk.it.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The environment and files that the kubelet gives to the only container of a workload. */
record Pod(Manifests manifests, JsonNode spec) {

    Pod(Manifests manifests, String kind, String name) {
        this(manifests, Manifests.pod(manifests.get(kind, name)));
    }

    JsonNode container() {
        List<JsonNode> containers = Manifests.containers(spec).toList();
        if (containers.size() != 1) {
            throw new AssertionError(containers.size() + " containers");
        }
        return containers.get(0);
    }

    /** The environment; values from secrets outside the manifests are empty. */
    Map<String, String> plainEnvironment() {
        Map<String, String> environment = new TreeMap<>();
        Manifests.elements(container().path("envFrom"))
                .forEach(from -> environment.putAll(manifests.entries(
                        "ConfigMap", from.path("configMapRef").path("name").asText())));
        Manifests.elements(container().path("env"))
                .forEach(variable -> environment.put(variable.path("name").asText(), value(variable)));
        return environment;
    }

    private String value(JsonNode variable) {
        JsonNode secret = variable.path("valueFrom").path("secretKeyRef");
        if (secret.isMissingNode()) {
            return variable.path("value").asText();
        }
        String name = secret.path("name").asText();
        return manifests.find("Secret", name).isEmpty()
                ? ""
                : manifests
                        .entries("Secret", name)
                        .getOrDefault(secret.path("key").asText(), "");
    }

    /** The files mounted from ConfigMaps and Secrets, by path; without those from secrets outside the manifests. */
    Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        Manifests.elements(container().path("volumeMounts"))
                .forEach(mount -> Manifests.elements(spec.path("volumes"))
                        .filter(volume -> volume.path("name").equals(mount.path("name")))
                        .flatMap(volume -> entries(volume).entrySet().stream())
                        .forEach(entry ->
                                files.put(mount.path("mountPath").asText() + "/" + entry.getKey(), entry.getValue())));
        return files;
    }

    private Map<String, String> entries(JsonNode volume) {
        if (volume.has("configMap")) {
            return manifests.entries(
                    "ConfigMap", volume.path("configMap").path("name").asText());
        }
        String secret = volume.path("secret").path("secretName").asText();
        if (manifests.find("Secret", secret).isPresent()) {
            return manifests.entries("Secret", secret);
        }
        return Map.of();
    }

    Duration gracePeriod() {
        return Duration.ofSeconds(spec.path("terminationGracePeriodSeconds").asInt());
    }
}
