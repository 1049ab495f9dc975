package io.nightdesk.it.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Labels that something has, or that a selector wants. */
record Labels(Map<String, String> pairs) {

    static Labels of(JsonNode labelled) {
        return of(labelled.path("metadata").path("labels").properties());
    }

    static Labels of(Set<Map.Entry<String, JsonNode>> pairs) {
        return new Labels(pairs.stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, pair -> pair.getValue().asText(), (a, b) -> b, TreeMap::new)));
    }

    /** Whether a selector that wants these finds it; one that wants nothing would find everything, which nobody means here. */
    boolean have(Labels wanted) {
        return !wanted.pairs.isEmpty() && pairs.entrySet().containsAll(wanted.pairs.entrySet());
    }
}
