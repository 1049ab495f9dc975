package io.nightdesk.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/** What the API's document says of answers: the headers that each status has, and problems with an example of each. */
final class ResponseDocs {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Map<String, String> HEADERS = Map.of(
            HttpHeaders.ETAG, "The tag of the version, for If-Match and If-None-Match.",
            HttpHeaders.LOCATION, "Where it is.",
            HttpHeaders.CONTENT_DISPOSITION, "Says that it is a file, and its name.",
            HttpHeaders.WWW_AUTHENTICATE, "HTTP Basic.",
            HttpHeaders.RETRY_AFTER, "How many seconds to wait.");

    private static final Map<String, List<String>> BY_STATUS = Map.of(
            "201", List.of(HttpHeaders.LOCATION, HttpHeaders.ETAG),
            "304", List.of(HttpHeaders.ETAG),
            "401", List.of(HttpHeaders.WWW_AUTHENTICATE),
            "429", List.of(HttpHeaders.RETRY_AFTER),
            "503", List.of(HttpHeaders.RETRY_AFTER));

    /** What many operations answer alike. */
    private static final Map<String, String> PROBLEMS = Map.ofEntries(
            Map.entry("400", "The request is not sound; every fault is named."),
            Map.entry("401", "No valid credentials."),
            Map.entry("403", "The account's role does not allow this, or a page of another site sent it."),
            Map.entry("404", "There is no such thing."),
            Map.entry("406", "None of the media types in Accept can be had here."),
            Map.entry("412", "It was changed meanwhile."),
            Map.entry("413", "The body is too large."),
            Map.entry("415", "The body's media type is not taken here."),
            Map.entry("428", "If-Match is missing."),
            Map.entry("429", "Too many failed attempts to log in, see Retry-After."),
            Map.entry("500", "Something went wrong in the service."),
            Map.entry("503", "The database cannot be used now, see Retry-After."));

    private static final List<FieldError> FAULTS = List.of(
            FieldError.of("size", "must be a whole number from 1 to 200"),
            FieldError.at("triggers.regexes[0]", 3, "must be a pattern: missing closing )"));

    private ResponseDocs() {}

    /** What operations refer to. */
    static void addParts(Components components) {
        HEADERS.forEach((name, description) -> components.addHeader(
                name,
                OASFactory.createHeader()
                        .description(description)
                        .schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING))));
        new TreeMap<>(PROBLEMS).forEach((status, description) -> {
            APIResponse answer = OASFactory.createAPIResponse().description(description);
            complete(status, answer);
            components.addResponse("Problem" + status, answer);
        });
    }

    /** One of those that many operations answer alike. */
    static APIResponse problem(String status) {
        return OASFactory.createAPIResponse().ref("#/components/responses/Problem" + status);
    }

    /**
     * Adds the headers that an operation's own answers have, and problems where nothing else was said.
     *
     * @param hasTag whether what is answered has versions
     */
    static void complete(APIResponses answers, boolean hasTag) {
        answers.getAPIResponses().forEach((status, answer) -> {
            if (answer.getRef() == null) {
                complete(status, answer);
                if (status.equals("200") && hasTag) {
                    addHeader(answer, HttpHeaders.ETAG);
                }
            }
        });
    }

    private static void complete(String status, APIResponse answer) {
        BY_STATUS.getOrDefault(status, List.of()).forEach(header -> addHeader(answer, header));
        if (answer.getContent() != null && answer.getContent().hasMediaType(Csv.MEDIA_TYPE)) {
            addHeader(answer, HttpHeaders.CONTENT_DISPOSITION);
        }
        if (status.compareTo("400") >= 0) {
            answer.setContent(problem(Integer.parseInt(status), answer.getDescription()));
        }
    }

    private static void addHeader(APIResponse answer, String name) {
        answer.addHeader(name, OASFactory.createHeader().ref("#/components/headers/" + name));
    }

    private static Content problem(int status, String description) {
        return OASFactory.createContent()
                .addMediaType(
                        Problem.MEDIA_TYPE,
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref("#/components/schemas/Problem"))
                                .example(example(status, description)));
    }

    /** As the API would answer it. */
    private static Object example(int status, String description) {
        Problem problem = switch (status) {
            case 400 -> Problem.of(status, ProblemMapper.detailOf(FAULTS), FAULTS);
            case 404, 409 -> Problem.of(status, description);
            default -> Problem.of(status, ProblemMapper.detail(status));
        };
        try {
            return JSON.readValue(problem.toJson(), Map.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
