package io.nightdesk.it.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.nightdesk.it.harness.App;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The API's document, against which answers and accepted requests are held. It is taken at its word: a field that it does not
 * name must not be there. Remembers what differed, and what was seen of it.
 */
final class Contract {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final String PROBLEM = "application/problem+json";

    /** Of HTTP and of every answer alike; the document says nothing of them. */
    private static final Set<String> GENERAL_HEADERS = Set.of(
            "cache-control",
            "connection",
            "content-length",
            "content-security-policy",
            "content-type",
            "referrer-policy",
            "transfer-encoding",
            "x-content-type-options",
            "x-frame-options");

    private final String text;
    private final JsonNode document;
    private final Fields fields;
    private final List<Operation> operations = new ArrayList<>();
    private final Set<String> documented = new TreeSet<>();
    private final Set<String> seen = new TreeSet<>();
    private final Set<String> faults = new TreeSet<>();

    private Contract(String text) throws IOException {
        this.text = text;
        this.document = JSON.readTree(text);
        this.fields = new Fields(document);
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation -> operations.add(new Operation(
                                operation.getKey().toUpperCase(Locale.ROOT), path.getKey(), operation.getValue()))));
        close(document);
        operations.forEach(operation -> ((ObjectNode) operation.responses())
                .properties()
                .forEach(response -> response.setValue(resolved(response.getValue()))));
        operations.forEach(this::noteDocumented);
    }

    /** As the running app shows it. */
    static Contract of(App app) throws Exception {
        return new Contract(
                Api.nobody(app).get("/api/v1/openapi?format=json").response().body());
    }

    List<Operation> operations() {
        return operations;
    }

    /** Like {@code GET /api/v1/rules}. */
    Operation operation(String name) {
        return operations.stream()
                .filter(operation -> operation.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("not documented: " + name));
    }

    /** All of it, as JSON. */
    String text() {
        return text;
    }

    /** Where something differed from the document. */
    Set<String> faults() {
        return faults;
    }

    /** What the document has and no answer or accepted request had. */
    Set<String> unseen() {
        Set<String> unseen = new TreeSet<>(documented);
        unseen.removeAll(seen);
        return unseen;
    }

    /** The examples of a media type, as they would be sent. */
    List<String> examples(JsonNode mediaType) {
        List<JsonNode> examples = new ArrayList<>();
        Optional.ofNullable(mediaType.get("example")).ifPresent(examples::add);
        mediaType
                .path("examples")
                .forEach(example -> examples.add(resolved(example).path("value")));
        return examples.stream()
                .map(example -> example.isTextual() ? example.asText() : example.toString())
                .toList();
    }

    /** Looks at the answer to a call, and at the call where it was accepted. */
    synchronized void check(Call call, Api.Answer answer) {
        Operation operation = call.operation();
        String name = operation + " " + answer.status();
        JsonNode response = operation.responses().path(String.valueOf(answer.status()));
        if (response.isMissingNode()) {
            faults.add(name + " is not documented");
            return;
        }
        seen.add(name);
        checkHeaders(name, response.path("headers"), answer);
        String body = answer.response().body();
        if (!body.isEmpty() || response.has("content")) {
            check(name, response.path("content"), answer.header("content-type").replaceAll(";.*", ""), body);
        }
        if (answer.status() < 400) {
            call.parameters().forEach(parameter -> note(operation, parameter));
            if (!operation.bodies().isMissingNode()) {
                check(operation + " body", operation.bodies(), call.type(), call.body());
            }
        }
    }

    /** What is wrong with the examples: every body and every problem must have one, and all must fit. */
    Set<String> faultsOfExamples() {
        Set<String> found = new TreeSet<>();
        operations.forEach(operation -> {
            operation.bodies().properties().forEach(type -> checkExamples(operation + " body", true, type, found));
            operation.responses().properties().forEach(response -> {
                String name = operation + " " + response.getKey();
                response.getValue().path("content").properties().forEach(type -> {
                    boolean isProblem = type.getKey().equals(PROBLEM);
                    checkExamples(name, isProblem, type, found);
                    if (isProblem && !statuses(type.getValue()).equals(List.of(response.getKey()))) {
                        found.add(name + " shows a problem of another status");
                    }
                });
            });
        });
        return found;
    }

    private void checkExamples(String name, boolean needed, Map.Entry<String, JsonNode> type, Set<String> found) {
        List<String> examples = examples(type.getValue());
        if (needed && examples.isEmpty()) {
            found.add(name + " has no example of " + type.getKey());
        }
        examples.forEach(example -> values(type.getKey(), example)
                .forEach(value -> validate(name, type.getValue().path("schema"), value, found)));
    }

    private List<String> statuses(JsonNode problem) {
        return examples(problem).stream()
                .flatMap(example -> values(PROBLEM, example).stream())
                .map(example -> example.path("status").asText())
                .toList();
    }

    /** Says what does not fit, and remembers what was there. */
    private void check(String name, JsonNode content, String type, String text) {
        JsonNode schema = content.path(type).path("schema");
        if (schema.isMissingNode()) {
            faults.add(name + " has content that is not documented: '" + type + "'");
            return;
        }
        seen.add(name + " " + type);
        for (JsonNode value : values(type, text)) {
            validate(name, schema, value, faults);
            fields.of(schema, value).forEach(field -> seen.add(direction(name) + field));
        }
    }

    private void validate(String name, JsonNode schema, JsonNode value, Set<String> found) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", document.path("components"));
        SCHEMAS.getSchema(whole)
                .validate(value, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .forEach(error -> found.add(name + " " + error.getInstanceLocation() + ": " + error.getMessage()));
    }

    private void checkHeaders(String name, JsonNode headers, Api.Answer answer) {
        Set<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        headers.fieldNames().forEachRemaining(known::add);
        known.stream()
                .filter(header -> answer.header(header).isEmpty())
                .forEach(header -> faults.add(name + " lacks the header " + header));
        answer.response().headers().map().keySet().stream()
                .filter(header -> !known.contains(header) && !GENERAL_HEADERS.contains(header.toLowerCase(Locale.ROOT)))
                .forEach(header -> faults.add(name + " has a header that is not documented: " + header));
    }

    private void note(Operation operation, String parameter) {
        if (operation.parameters().contains(parameter)) {
            seen.add(operation + " " + parameter);
        } else {
            faults.add(operation + " was sent what is not documented: " + parameter);
        }
    }

    private void noteDocumented(Operation operation) {
        operation.parameters().forEach(parameter -> documented.add(operation + " " + parameter));
        noteDocumented(operation + " body", operation.bodies());
        operation.responses().properties().forEach(response -> {
            String name = operation + " " + response.getKey();
            documented.add(name);
            noteDocumented(name, response.getValue().path("content"));
        });
    }

    private void noteDocumented(String name, JsonNode content) {
        content.properties().forEach(type -> {
            documented.add(name + " " + type.getKey());
            fields.of(type.getValue().path("schema")).forEach(field -> documented.add(direction(name) + field));
        });
    }

    /** The same field may be sent and answered. */
    private static String direction(String name) {
        return name.endsWith(" body") ? "sent " : "answered ";
    }

    private JsonNode resolved(JsonNode part) {
        return part.has("$ref") ? document.at(part.path("$ref").asText().substring(1)) : part;
    }

    /** What a text holds: one value, or one a line. */
    private static List<JsonNode> values(String type, String text) {
        try {
            if (!type.endsWith("json")) {
                return List.of(JsonNodeFactory.instance.textNode(text));
            }
            List<JsonNode> values = new ArrayList<>();
            for (String part : type.endsWith("ndjson") ? text.lines().toList() : List.of(text)) {
                values.add(JSON.readTree(part));
            }
            return values;
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }

    /** Objects have the fields that are documented and no others. */
    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("properties").isObject()) {
            object.put("additionalProperties", false);
        }
        node.forEach(Contract::close);
    }
}
