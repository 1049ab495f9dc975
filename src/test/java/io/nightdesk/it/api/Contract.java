package io.nightdesk.it.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.restassured.http.Header;
import io.restassured.response.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The OpenAPI document of the app, against which answers and requests are checked. It is taken literally: a field that it does
 * not name must not be there.
 */
final class Contract {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final String PROBLEM = "application/problem+json";

    /** Every answer has them, so the document does not name them. */
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

    private static volatile Contract ofRunningApp;

    private final String text;
    private final JsonNode document;
    private final List<Operation> operations = new ArrayList<>();
    private final Map<JsonNode, Schema> compiled = new ConcurrentHashMap<>();

    private Contract(String text) {
        try {
            this.text = text;
            this.document = JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError("The OpenAPI document is not JSON", e);
        }
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
    }

    /** Read once: all apps of a test run are of the same build. */
    static Contract ofRunningApp() {
        Contract known = ofRunningApp;
        if (known == null) {
            Response response = Requests.unchecked().get("/api/v1/openapi?format=json");
            assertThat(response.statusCode()).isEqualTo(200);
            known = new Contract(response.asString());
            ofRunningApp = known;
        }
        return known;
    }

    List<Operation> operations() {
        return operations;
    }

    /** By a name like {@code GET /api/v1/rules}. */
    Operation operation(String name) {
        return operations.stream()
                .filter(operation -> operation.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("not documented: " + name));
    }

    /** The operation of a request; a path without placeholders goes before one that would match too. */
    Optional<Operation> operationAt(String method, String path) {
        return operations.stream()
                .filter(operation -> operation.isAt(method, path))
                .min(Comparator.comparingInt(Operation::placeholders));
    }

    JsonNode document() {
        return document;
    }

    /** The document as it was served. */
    String text() {
        return text;
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

    /** How an answer differs from the document. */
    Set<String> violationsOfResponse(Operation operation, Response answer) {
        String name = operation + " " + answer.statusCode();
        JsonNode response = operation.responses().path(String.valueOf(answer.statusCode()));
        if (response.isMissingNode()) {
            return Set.of(name + " is not documented");
        }
        Set<String> violations = new TreeSet<>();
        findViolationsOfHeaders(name, response.path("headers"), answer, violations);
        String body = answer.asString();
        if (!body.isEmpty() || response.has("content")) {
            findViolationsOfContent(name, response.path("content"), mediaType(answer), body, violations);
        }
        return violations;
    }

    /** How a request differs from the document. */
    Set<String> violationsOfRequest(Operation operation, Set<String> parameters, String type, String body) {
        Set<String> violations = new TreeSet<>();
        parameters.stream()
                .filter(parameter -> !operation.parameters().contains(parameter))
                .forEach(parameter -> violations.add(operation + " was sent what is not documented: " + parameter));
        if (!operation.bodies().isMissingNode()) {
            findViolationsOfContent(operation + " body", operation.bodies(), type, body, violations);
        }
        return violations;
    }

    /** What is wrong with the examples: every body and every problem must have one, and all must fit. */
    Set<String> violationsOfExamples() {
        Set<String> violations = new TreeSet<>();
        operations.forEach(operation -> {
            operation
                    .bodies()
                    .properties()
                    .forEach(type -> findViolationsOfExamples(operation + " body", true, type, violations));
            operation.responses().properties().forEach(response -> {
                String name = operation + " " + response.getKey();
                response.getValue().path("content").properties().forEach(type -> {
                    boolean isProblem = type.getKey().equals(PROBLEM);
                    findViolationsOfExamples(name, isProblem, type, violations);
                    if (isProblem && !statuses(type.getValue()).equals(List.of(response.getKey()))) {
                        violations.add(name + " shows a problem of another status");
                    }
                });
            });
        });
        return violations;
    }

    static String mediaType(Response answer) {
        return answer.contentType().replaceAll(";.*", "");
    }

    /** What a text holds: one value, or one on each line. */
    static List<JsonNode> values(String type, String text) {
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
            throw new AssertionError("not JSON: " + text, e);
        }
    }

    private void findViolationsOfExamples(
            String name, boolean required, Map.Entry<String, JsonNode> type, Set<String> violations) {
        List<String> examples = examples(type.getValue());
        if (required && examples.isEmpty()) {
            violations.add(name + " has no example of " + type.getKey());
        }
        examples.forEach(example -> values(type.getKey(), example)
                .forEach(value -> validate(name, type.getValue().path("schema"), value, violations)));
    }

    private List<String> statuses(JsonNode problem) {
        return examples(problem).stream()
                .flatMap(example -> values(PROBLEM, example).stream())
                .map(example -> example.path("status").asText())
                .toList();
    }

    private void findViolationsOfContent(
            String name, JsonNode content, String type, String text, Set<String> violations) {
        JsonNode schema = content.path(type).path("schema");
        if (schema.isMissingNode()) {
            violations.add(name + " has content that is not documented: '" + type + "'");
            return;
        }
        values(type, text).forEach(value -> validate(name, schema, value, violations));
    }

    private void validate(String name, JsonNode schema, JsonNode value, Set<String> violations) {
        compiled.computeIfAbsent(schema, this::compile)
                .validate(value, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .forEach(error -> violations.add(name + " " + error.getInstanceLocation() + ": " + error.getMessage()));
    }

    private Schema compile(JsonNode schema) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", document.path("components"));
        return SCHEMAS.getSchema(whole);
    }

    private static void findViolationsOfHeaders(
            String name, JsonNode headers, Response answer, Set<String> violations) {
        Set<String> documented = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        headers.fieldNames().forEachRemaining(documented::add);
        documented.stream()
                .filter(header -> !answer.headers().hasHeaderWithName(header))
                .forEach(header -> violations.add(name + " lacks the header " + header));
        answer.headers().asList().stream()
                .map(Header::getName)
                .filter(header ->
                        !documented.contains(header) && !GENERAL_HEADERS.contains(header.toLowerCase(Locale.ROOT)))
                .forEach(header -> violations.add(name + " has a header that is not documented: " + header));
    }

    private JsonNode resolved(JsonNode part) {
        return part.has("$ref") ? document.at(part.path("$ref").asText().substring(1)) : part;
    }

    /** Allows an object no fields but those that are documented. */
    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("properties").isObject()) {
            object.put("additionalProperties", false);
        }
        node.forEach(Contract::close);
    }
}
