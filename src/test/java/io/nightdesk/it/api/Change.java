package io.nightdesk.it.api;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;

/** An error to put into a document, to test that it is found. */
public record Change(String pointer, String value) {

    private static final YAMLMapper YAML = new YAMLMapper();

    /** A copy with the value, in YAML, at that place; where it is empty, with nothing there. */
    public JsonNode in(JsonNode document) throws IOException {
        JsonNode copy = document.deepCopy();
        JsonPointer place = JsonPointer.compile(pointer);
        JsonNode parent = copy.at(place.head());
        String last = place.last().getMatchingProperty();
        if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(last), YAML.readTree(value));
        } else if (parent instanceof ObjectNode object && value.isEmpty()) {
            if (object.remove(last) == null) {
                throw new AssertionError("nothing at " + pointer);
            }
        } else if (parent instanceof ObjectNode object) {
            object.set(last, YAML.readTree(value));
        } else {
            throw new AssertionError("nothing around " + pointer);
        }
        return copy;
    }
}
