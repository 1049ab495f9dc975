package io.nightdesk.admin;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/** Adds to the API's document what is the same for all operations, so that no resource has to repeat it. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class ApiDocument implements OASFilter {

    private static final String PREFIX = "/api/v1/";

    /** What any operation may answer. */
    private static final Map<String, String> ALWAYS = new TreeMap<>(Map.of(
            "400", "The request is not sound; every fault is named.",
            "401", "No valid credentials.",
            "403", "The account's role does not allow this.",
            "429", "Too many failed attempts to log in, see Retry-After.",
            "500", "Something went wrong in the service.",
            "503", "The database cannot be used now, see Retry-After."));

    /** What an operation may answer that changes something by its ETag. */
    private static final Map<String, String> WITH_IF_MATCH =
            new TreeMap<>(Map.of("412", "It was changed meanwhile.", "428", "If-Match is missing."));

    private static final Map<String, String> WITH_PATH_PARAMETER = Map.of("404", "There is no such thing.");

    private static final Map<String, String> WITH_BODY =
            new TreeMap<>(Map.of("413", "The body is too large.", "415", "The body's media type is not taken here."));

    @Override
    public void filterOpenAPI(OpenAPI api) {
        Components components = Optional.ofNullable(api.getComponents()).orElseGet(OASFactory::createComponents);
        components.addSchema("Problem", problem()).addSchema("Fault", fault());
        api.setComponents(components);
        // The chat page's settings are its own affair.
        Set.copyOf(api.getPaths().getPathItems().keySet()).stream()
                .filter(path -> !path.startsWith(PREFIX))
                .forEach(api.getPaths()::removePathItem);
        api.getPaths()
                .getPathItems()
                .forEach((path, item) ->
                        item.getOperations().values().forEach(operation -> complete(path, item, operation)));
    }

    private static void complete(String path, PathItem item, Operation operation) {
        operation.addTag(path.substring(PREFIX.length()).split("[/.]", -1)[0]);
        add(operation, ALWAYS);
        if (path.contains("{")) {
            add(operation, WITH_PATH_PARAMETER);
        }
        if (operation.getRequestBody() != null) {
            add(operation, WITH_BODY);
        }
        boolean reads = Objects.equals(item.getGET(), operation);
        List<Parameter> parameters =
                Optional.ofNullable(operation.getParameters()).orElse(List.of());
        // One class takes both headers, but reading and changing heed one each.
        operation.setParameters(parameters.stream()
                .filter(parameter -> !isNamed(parameter, reads ? HttpHeaders.IF_MATCH : HttpHeaders.IF_NONE_MATCH))
                .toList());
        if (!reads && parameters.stream().anyMatch(parameter -> isNamed(parameter, HttpHeaders.IF_MATCH))) {
            add(operation, WITH_IF_MATCH);
        }
    }

    private static boolean isNamed(Parameter parameter, String name) {
        return Objects.equals(parameter.getName(), name);
    }

    private static void add(Operation operation, Map<String, String> answers) {
        if (operation.getResponses() == null) {
            operation.setResponses(OASFactory.createAPIResponses());
        }
        APIResponses responses = operation.getResponses();
        answers.forEach((status, description) -> {
            if (responses.getAPIResponse(status) == null) {
                responses.addAPIResponse(status, OASFactory.createAPIResponse().description(description));
            }
        });
        responses.getAPIResponses().forEach((status, response) -> {
            if (status.compareTo("400") >= 0 && response.getContent() == null) {
                response.setContent(content());
            }
        });
    }

    private static Content content() {
        return OASFactory.createContent()
                .addMediaType(
                        Problem.MEDIA_TYPE,
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref("#/components/schemas/Problem")));
    }

    private static Schema problem() {
        return typed(Schema.SchemaType.OBJECT, "An error, by RFC 9457.")
                .addProperty("type", typed(Schema.SchemaType.STRING, "Always about:blank."))
                .addProperty("title", typed(Schema.SchemaType.STRING, "The status in words."))
                .addProperty("status", typed(Schema.SchemaType.INTEGER, "The status."))
                .addProperty("detail", typed(Schema.SchemaType.STRING, "What happened and what to do about it."))
                .addProperty(
                        "problems",
                        typed(Schema.SchemaType.ARRAY, "All faults of the request.")
                                .items(OASFactory.createSchema().ref("#/components/schemas/Fault")))
                .required(List.of("type", "title", "status", "detail", "problems"));
    }

    private static Schema fault() {
        return typed(Schema.SchemaType.OBJECT, "One fault of a request.")
                .addProperty("field", typed(Schema.SchemaType.STRING, "Where, like triggers.keywords[2].all[0]."))
                .addProperty("position", typed(Schema.SchemaType.INTEGER, "The character of a text, from 0."))
                .addProperty("message", typed(Schema.SchemaType.STRING, "What must be done, after the field's name."))
                .required(List.of("field", "message"));
    }

    private static Schema typed(Schema.SchemaType type, String description) {
        return OASFactory.createSchema().addType(type).description(description);
    }
}
