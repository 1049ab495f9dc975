package io.nightdesk.rest;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.jboss.jandex.IndexView;

/**
 * Adds to the API's document what is the same for all operations, so that no resource has to repeat it, and takes out what the
 * framework only supposes. A test holds every answer against it.
 */
@io.quarkus.smallrye.openapi.OpenApiFilter(stages = io.quarkus.smallrye.openapi.OpenApiFilter.RunStage.BUILD)
public final class OpenApiFilter implements OASFilter {

    /** Marks an operation that knows what its path names, whatever it is: it never answers 404. */
    public static final String OF_ANYBODY = "x-of-anybody";

    private static final String PREFIX = "/api/v1/";
    private static final String JSON = MediaType.APPLICATION_JSON;

    private final SchemaDocs schemas;

    /** The framework hands the classes in. */
    public OpenApiFilter(IndexView classes) {
        schemas = new SchemaDocs(classes);
    }

    @Override
    public void filterOpenAPI(OpenAPI api) {
        Components components = Optional.ofNullable(api.getComponents()).orElseGet(OASFactory::createComponents);
        api.setComponents(components);
        schemas.complete(components);
        ResponseDocs.addParts(components);
        api.getPaths()
                .getPathItems()
                .forEach((path, item) ->
                        item.getOperations().values().forEach(operation -> complete(path, item, operation)));
    }

    private static void complete(String path, PathItem item, Operation operation) {
        operation.addTag(path.substring(PREFIX.length()).split("[/.]", -1)[0]);
        boolean reads = Objects.equals(item.getGET(), operation);
        // One class takes both headers, but reading and changing heed one each.
        operation.setParameters(parameters(operation).stream()
                .filter(parameter -> !isNamed(parameter, reads ? HttpHeaders.IF_MATCH : HttpHeaders.IF_NONE_MATCH))
                .toList());
        answer(operation, reads, path.contains("{"));
        operation.removeExtension(OF_ANYBODY);
        ResponseDocs.complete(operation.getResponses(), hasTag(operation));
    }

    private static void answer(Operation operation, boolean reads, boolean isNamedByPath) {
        APIResponses answers = Optional.ofNullable(operation.getResponses()).orElseGet(OASFactory::createAPIResponses);
        operation.setResponses(answers);
        boolean makes = answers.hasAPIResponse("201");
        boolean hasBody = operation.getRequestBody() != null;
        boolean isOfAnybody = operation.getExtensions() != null && operation.hasExtension(OF_ANYBODY);
        boolean changesAVersion = parameters(operation).stream().anyMatch(one -> isNamed(one, HttpHeaders.IF_MATCH));
        set(answers, "400", canBeUnsound(operation));
        set(answers, "401", true);
        set(answers, "403", !reads || !isForEverybody(operation));
        set(answers, "404", isNamedByPath && !makes && !isOfAnybody);
        set(answers, "406", true);
        set(answers, "412", changesAVersion);
        set(answers, "413", hasBody);
        set(answers, "415", hasBody);
        set(answers, "428", changesAVersion && !makes);
        set(answers, "429", true);
        set(answers, "500", true);
        set(answers, "503", true);
    }

    private static void set(APIResponses answers, String status, boolean isPossible) {
        answers.removeAPIResponse(status);
        if (isPossible) {
            answers.addAPIResponse(status, ResponseDocs.problem(status));
        }
    }

    /** Numbers in a path that are none are of nothing that there is, and many bodies in one are judged one by one. */
    private static boolean canBeUnsound(Operation operation) {
        boolean hasJson = operation.getRequestBody() != null
                && operation.getRequestBody().getContent().hasMediaType(JSON);
        return hasJson
                || parameters(operation).stream().anyMatch(one -> one.getIn() == Parameter.In.QUERY || isText(one));
    }

    private static boolean isText(Parameter parameter) {
        return parameter.getIn() == Parameter.In.PATH
                && parameter.getSchema().getType().contains(Schema.SchemaType.STRING);
    }

    private static boolean isForEverybody(Operation operation) {
        return operation.getSecurity().stream()
                .flatMap(requirement -> requirement.getSchemes().values().stream())
                .anyMatch(roles -> roles.contains(Role.Name.VIEWER));
    }

    private static boolean hasTag(Operation operation) {
        return parameters(operation).stream()
                .anyMatch(one -> isNamed(one, HttpHeaders.IF_MATCH) || isNamed(one, HttpHeaders.IF_NONE_MATCH));
    }

    private static List<Parameter> parameters(Operation operation) {
        return Optional.ofNullable(operation.getParameters()).orElse(List.of());
    }

    private static boolean isNamed(Parameter parameter, String name) {
        return Objects.equals(parameter.getName(), name);
    }
}
