package io.nightdesk.it.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import java.util.Set;
import java.util.TreeSet;

/** How much of the OpenAPI document the tests have seen: statuses, media types, fields, and parameters. */
final class Coverage {

    private final Fields fields;
    private final Set<String> documented = new TreeSet<>();
    private final Set<String> seen = new TreeSet<>();

    Coverage(Contract contract) {
        fields = new Fields(contract.document());
        contract.operations().forEach(this::addDocumented);
    }

    synchronized void addAnswer(Operation operation, Response answer) {
        String name = operation + " " + answer.statusCode();
        seen.add(name);
        if (!answer.asString().isEmpty()) {
            JsonNode content = operation
                    .responses()
                    .path(String.valueOf(answer.statusCode()))
                    .path("content");
            addContent(name, content, Contract.mediaType(answer), answer.asString());
        }
    }

    /** Of a request that was accepted. */
    synchronized void addRequest(Operation operation, Set<String> parameters, String type, String body) {
        parameters.forEach(parameter -> seen.add(operation + " " + parameter));
        if (!operation.bodies().isMissingNode()) {
            addContent(operation + " body", operation.bodies(), type, body);
        }
    }

    /** What the document has and no answer and no accepted request had. */
    Set<String> unseen() {
        Set<String> unseen = new TreeSet<>(documented);
        unseen.removeAll(seen);
        return unseen;
    }

    private void addContent(String name, JsonNode content, String type, String text) {
        seen.add(name + " " + type);
        JsonNode schema = content.path(type).path("schema");
        Contract.values(type, text)
                .forEach(value -> fields.of(schema, value).forEach(field -> seen.add(direction(name) + field)));
    }

    private void addDocumented(Operation operation) {
        operation.parameters().forEach(parameter -> documented.add(operation + " " + parameter));
        addDocumented(operation + " body", operation.bodies());
        operation.responses().properties().forEach(response -> {
            String name = operation + " " + response.getKey();
            documented.add(name);
            addDocumented(name, response.getValue().path("content"));
        });
    }

    private void addDocumented(String name, JsonNode content) {
        content.properties().forEach(type -> {
            documented.add(name + " " + type.getKey());
            fields.of(type.getValue().path("schema")).forEach(field -> documented.add(direction(name) + field));
        });
    }

    /** The same field may be sent and answered. */
    private static String direction(String name) {
        return name.endsWith(" body") ? "sent " : "answered ";
    }
}
