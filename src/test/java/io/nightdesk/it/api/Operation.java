package io.nightdesk.it.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Something that may be asked of the API, as its document has it. */
record Operation(String method, String path, JsonNode definition) {

    /** The least role that it needs; empty if it does not say exactly one. */
    String role() {
        JsonNode requirements = definition.path("security");
        JsonNode roles = requirements.path(0).path("account");
        return requirements.size() == 1 && roles.size() == 1 ? roles.path(0).asText() : "";
    }

    JsonNode responses() {
        return definition.path("responses");
    }

    boolean answers(int status) {
        return responses().has(String.valueOf(status));
    }

    /** The names of its parameters, wherever they are. */
    List<String> parameters() {
        return definition.path("parameters").findValuesAsText("name");
    }

    /** What its body may be, by media type; empty where it has none. */
    JsonNode bodies() {
        return definition.path("requestBody").path("content");
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
