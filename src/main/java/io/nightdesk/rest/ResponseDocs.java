package io.nightdesk.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightdesk.LocalizedMessage;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/** The responses in the OpenAPI document: the headers of each status, and a problem with an example for each error. */
final class ResponseDocs {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Map<String, String> HEADERS = Map.of(
            HttpHeaders.ETAG, "The tag of the version, to be sent in If-Match and If-None-Match.",
            HttpHeaders.LOCATION, "The path of the new item.",
            HttpHeaders.CONTENT_DISPOSITION, "Tells a browser to save the body as a file, with its name.",
            HttpHeaders.WWW_AUTHENTICATE, "HTTP Basic, or Cookie if the request has the header X-Requested-With.",
            HttpHeaders.RETRY_AFTER, "The number of seconds to wait.");

    private static final Map<String, List<String>> HEADERS_BY_STATUS = Map.of(
            "201", List.of(HttpHeaders.LOCATION, HttpHeaders.ETAG),
            "304", List.of(HttpHeaders.ETAG),
            "401", List.of(HttpHeaders.WWW_AUTHENTICATE),
            "429", List.of(HttpHeaders.RETRY_AFTER),
            "503", List.of(HttpHeaders.RETRY_AFTER));

    /** The errors that many operations have in common. */
    private static final Map<String, String> PROBLEMS = Map.ofEntries(
            Map.entry("400", "The request is invalid; all its errors are in problems."),
            Map.entry("401", "No valid credentials."),
            Map.entry("403", "The account's role does not allow this, or a page of another site sent it."),
            Map.entry("404", "The item does not exist."),
            Map.entry("406", "The operation cannot respond with any of the media types in Accept."),
            Map.entry("408", "The body did not arrive in time."),
            Map.entry("412", "The version in If-Match is not the current one."),
            Map.entry("413", "The body is too large."),
            Map.entry("415", "The operation does not accept the body's media type."),
            Map.entry("428", "If-Match is missing."),
            Map.entry("429", "Too many failed logins, see Retry-After."),
            Map.entry("500", "The service failed."),
            Map.entry("503", "The database is unavailable or the service is overloaded, see Retry-After."));

    private static final List<FieldError> EXAMPLE_ERRORS = List.of(
            FieldError.of("size", "must be a whole number from 1 to 200", "必须是 1 到 200 之间的整数"),
            FieldError.at(
                    "triggers.regexes[0]",
                    3,
                    LocalizedMessage.of("must be a pattern: missing closing )", "必须是正则表达式：缺少 )")));

    private ResponseDocs() {}

    /** Adds the headers and responses that operations refer to. */
    static void addComponents(Components components) {
        new TreeMap<>(HEADERS)
                .forEach((name, description) -> components.addHeader(
                        name,
                        OASFactory.createHeader()
                                .description(description)
                                .schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING))));
        new TreeMap<>(PROBLEMS).forEach((status, description) -> {
            APIResponse response = OASFactory.createAPIResponse().description(description);
            complete(status, response);
            components.addResponse("Problem" + status, response);
        });
    }

    /** A reference to the response for an error that many operations have in common. */
    static APIResponse problem(String status) {
        return OASFactory.createAPIResponse().ref("#/components/responses/Problem" + status);
    }

    /**
     * Completes the responses that an operation declares itself: adds headers, and a problem to each error.
     *
     * @param hasETag whether the response to a successful request has an ETag
     */
    static void complete(APIResponses responses, boolean hasETag) {
        responses.getAPIResponses().forEach((status, response) -> {
            if (response.getRef() == null) {
                complete(status, response);
                if (status.equals("200") && hasETag) {
                    addHeader(response, HttpHeaders.ETAG);
                }
            }
        });
    }

    private static void complete(String status, APIResponse response) {
        HEADERS_BY_STATUS.getOrDefault(status, List.of()).forEach(header -> addHeader(response, header));
        if (response.getContent() != null && response.getContent().hasMediaType(Csv.MEDIA_TYPE)) {
            addHeader(response, HttpHeaders.CONTENT_DISPOSITION);
        }
        if (status.compareTo("400") >= 0) {
            response.setContent(problem(Integer.parseInt(status), response.getDescription()));
        }
    }

    private static void addHeader(APIResponse response, String name) {
        response.addHeader(name, OASFactory.createHeader().ref("#/components/headers/" + name));
    }

    private static Content problem(int status, String description) {
        return OASFactory.createContent()
                .addMediaType(
                        Problem.MEDIA_TYPE,
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref("#/components/schemas/Problem"))
                                .example(example(status, description)));
    }

    /** A problem as the API sends it. */
    private static Object example(int status, String description) {
        Problem problem = switch (status) {
            case 400 -> Problem.invalid(EXAMPLE_ERRORS);
            case 404, 409 -> Problem.of(status, LocalizedMessage.of(description, description));
            default -> Problem.of(status);
        };
        try {
            return JSON.readValue(problem.toJson(Locale.ENGLISH), Map.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
