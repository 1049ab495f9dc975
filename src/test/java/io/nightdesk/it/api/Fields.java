package io.nightdesk.it.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** Names the fields of a schema, and those that a value has: {@code Account.role}. */
final class Fields {

    private final JsonNode document;

    Fields(JsonNode document) {
        this.document = document;
    }

    /** Every field that a value may have. */
    Set<String> of(JsonNode schema) {
        Set<String> names = new TreeSet<>();
        collect("", schema, names);
        return names;
    }

    /** Every field that has a value; null and nothing but brackets are none. */
    Set<String> of(JsonNode schema, JsonNode value) {
        Set<String> names = new TreeSet<>();
        collect("", schema, value, names);
        return names;
    }

    private void collect(String name, JsonNode schema, Set<String> names) {
        follow(name, schema, (place, part) -> {
            part.path("properties").properties().forEach(field -> {
                String own = place + "." + field.getKey();
                if (names.add(own)) {
                    collect(own, field.getValue(), names);
                }
            });
            if (part.has("items")) {
                collect(place, part.get("items"), names);
            }
        });
    }

    private void collect(String name, JsonNode schema, JsonNode value, Set<String> names) {
        follow(name, schema, (place, part) -> {
            part.path("properties").properties().forEach(field -> {
                JsonNode own = value.path(field.getKey());
                if (!own.isMissingNode() && !own.isNull() && !(own.isContainerNode() && own.isEmpty())) {
                    names.add(place + "." + field.getKey());
                    collect(place + "." + field.getKey(), field.getValue(), own, names);
                }
            });
            if (value.isArray()) {
                value.forEach(item -> collect(place, part.path("items"), item, names));
            }
        });
    }

    /** Hands on the schema and all that it refers to; the name of such a one takes the place of the way to it. */
    private void follow(String name, JsonNode schema, BiConsumer<String, JsonNode> reader) {
        String ref = schema.path("$ref").asText();
        if (!ref.isEmpty()) {
            follow(ref.substring(ref.lastIndexOf('/') + 1), document.at(ref.substring(1)), reader);
        }
        schema.path("anyOf").forEach(part -> follow(name, part, reader));
        schema.path("oneOf").forEach(part -> follow(name, part, reader));
        reader.accept(name, schema);
    }
}
