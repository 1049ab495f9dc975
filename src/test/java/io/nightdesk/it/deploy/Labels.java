package io.nightdesk.it.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The labels of a document, or those of a selector. */
record Labels(Map<String, String> pairs) {

    static Labels of(JsonNode labelled) {
        return of(labelled.path("metadata").path("labels").properties());
    }

    static Labels of(Set<Map.Entry<String, JsonNode>> pairs) {
        return new Labels(pairs.stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, pair -> pair.getValue().asText(), (a, b) -> b, TreeMap::new)));
    }

    /** Whether a selector with the given labels matches; an empty selector would match everything and is an error here. */
    boolean match(Labels wanted) {
        return !wanted.pairs.isEmpty() && pairs.entrySet().containsAll(wanted.pairs.entrySet());
    }
}
