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
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.eclipse.microprofile.openapi.models.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;
import org.jboss.jandex.IndexView;

/**
 * Completes the OpenAPI document: adds the responses that all operations have in common, so that no resource repeats them, and
 * removes those that the framework adds by default but an operation cannot have. The API tests check every response against the
 * document.
 */
@io.quarkus.smallrye.openapi.OpenApiFilter(stages = io.quarkus.smallrye.openapi.OpenApiFilter.RunStage.BUILD)
public final class OpenApiFilter implements OASFilter {

    /** The extension of an operation that has a path parameter but accepts any value of it, and so never responds with 404. */
    public static final String NEVER_NOT_FOUND = "x-never-not-found";

    /** The name in {@code quarkus.smallrye-openapi.security-scheme-name}. */
    private static final String BASIC_SCHEME = "account";

    private static final String COOKIE_SCHEME = "session";
    private static final String PREFIX = "/api/v1/";
    private static final String JSON = MediaType.APPLICATION_JSON;

    private final SchemaDocs schemas;

    /** Called by the framework. */
    public OpenApiFilter(IndexView classes) {
        schemas = new SchemaDocs(classes);
    }

    @Override
    public void filterOpenAPI(OpenAPI api) {
        Components components = Optional.ofNullable(api.getComponents()).orElseGet(OASFactory::createComponents);
        api.setComponents(components);
        schemas.complete(components);
        ResponseDocs.addComponents(components);
        components.addSecurityScheme(
                COOKIE_SCHEME,
                OASFactory.createSecurityScheme()
                        .type(SecurityScheme.Type.APIKEY)
                        .in(SecurityScheme.In.COOKIE)
                        .name("nightdesk_session")
                        .description("The cookie that a browser gets when it logs in, see /api/v1/session."));
        api.getPaths()
                .getPathItems()
                .forEach((path, item) ->
                        item.getOperations().values().forEach(operation -> complete(path, item, operation)));
    }

    private static void complete(String path, PathItem item, Operation operation) {
        allowCookie(operation);
        operation.addTag(path.substring(PREFIX.length()).split("[/.]", -1)[0]);
        boolean isRead = Objects.equals(item.getGET(), operation);
        // ConditionalRequest has both headers, but a read uses only If-None-Match and a change only If-Match.
        operation.setParameters(parameters(operation).stream()
                .filter(parameter -> !isNamed(parameter, isRead ? HttpHeaders.IF_MATCH : HttpHeaders.IF_NONE_MATCH))
                .toList());
        setResponses(operation, isRead, path.contains("{"));
        operation.removeExtension(NEVER_NOT_FOUND);
        // What is deleted has no version any more.
        boolean isDeletion = Objects.equals(item.getDELETE(), operation);
        ResponseDocs.complete(operation.getResponses(), hasETag(operation) && !isDeletion);
    }

    /** Whatever needs an account can be used with the cookie instead, by the same roles. */
    private static void allowCookie(Operation operation) {
        securityOf(operation).stream()
                .map(requirement -> requirement.getScheme(BASIC_SCHEME))
                .toList()
                .forEach(roles -> operation.addSecurityRequirement(
                        OASFactory.createSecurityRequirement().addScheme(COOKIE_SCHEME, roles)));
    }

    private static List<SecurityRequirement> securityOf(Operation operation) {
        return Optional.ofNullable(operation.getSecurity()).orElse(List.of());
    }

    private static void setResponses(Operation operation, boolean isRead, boolean hasPathParameter) {
        APIResponses responses =
                Optional.ofNullable(operation.getResponses()).orElseGet(OASFactory::createAPIResponses);
        operation.setResponses(responses);
        boolean isCreation = responses.hasAPIResponse("201");
        boolean hasBody = operation.getRequestBody() != null;
        boolean isNeverNotFound = operation.getExtensions() != null && operation.hasExtension(NEVER_NOT_FOUND);
        boolean usesIfMatch = parameters(operation).stream().anyMatch(one -> isNamed(one, HttpHeaders.IF_MATCH));
        set(responses, "400", canBeInvalid(operation));
        set(responses, "401", true);
        set(responses, "403", !isRead || !isOpenToViewers(operation));
        set(responses, "404", hasPathParameter && !isCreation && !isNeverNotFound);
        set(responses, "406", true);
        set(responses, "408", hasBody);
        set(responses, "412", usesIfMatch);
        set(responses, "413", hasBody);
        set(responses, "415", hasBody);
        set(responses, "428", usesIfMatch && !isCreation);
        set(responses, "429", true);
        set(responses, "500", true);
        set(responses, "503", true);
    }

    private static void set(APIResponses responses, String status, boolean isPossible) {
        responses.removeAPIResponse(status);
        if (isPossible) {
            responses.addAPIResponse(status, ResponseDocs.problem(status));
        }
    }

    /**
     * Whether 400 is possible: for an ambiguous path, too. A path parameter that should be a number and is not leads to 404. Each
     * line of a bulk body has an error of its own.
     */
    private static boolean canBeInvalid(Operation operation) {
        boolean hasJson = operation.getRequestBody() != null
                && operation.getRequestBody().getContent().hasMediaType(JSON);
        return hasJson
                || parameters(operation).stream()
                        .anyMatch(one -> one.getIn() == Parameter.In.QUERY || one.getIn() == Parameter.In.PATH);
    }

    private static boolean isOpenToViewers(Operation operation) {
        return securityOf(operation).stream()
                .flatMap(requirement -> requirement.getSchemes().values().stream())
                .anyMatch(roles -> roles.contains(Role.Name.VIEWER));
    }

    private static boolean hasETag(Operation operation) {
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
