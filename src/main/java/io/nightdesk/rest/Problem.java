package io.nightdesk.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;

/**
 * The body of every error response of the API, see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>. The type is
 * always {@code about:blank}: programs need only the status and the invalid fields, and the rest is for people.
 *
 * @param problems all errors of an invalid request
 */
public record Problem(int status, String title, String detail, List<FieldError> problems) {

    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        problems = List.copyOf(problems);
    }

    /** A problem with the usual detail of its status. */
    static Problem of(int status) {
        return of(status, usualDetail(status));
    }

    static Problem of(int status, String detail) {
        return of(status, detail, List.of());
    }

    static Problem of(int status, String detail, List<FieldError> problems) {
        return new Problem(status, title(status), detail, problems);
    }

    static Problem invalid(List<FieldError> problems) {
        String count = problems.size() == 1 ? "1 error" : problems.size() + " errors";
        return of(400, "The request has " + count + ", see problems.", problems);
    }

    Response.ResponseBuilder toResponse() {
        return Response.status(status).type(MEDIA_TYPE).entity(toJson());
    }

    /** Builds the JSON from plain nodes, so that an error response does not depend on object mapping, which may have failed. */
    String toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", "about:blank");
        json.put("title", title);
        json.put("status", status);
        json.put("detail", detail);
        ArrayNode array = json.putArray("problems");
        for (FieldError error : problems) {
            ObjectNode entry = array.addObject();
            entry.put("field", error.field());
            error.position().ifPresent(position -> entry.put("position", position));
            entry.put("message", error.message());
        }
        return json.toString();
    }

    private static String title(int status) {
        return Optional.ofNullable(Response.Status.fromStatusCode(status))
                .map(Response.Status::getReasonPhrase)
                .orElse("Error");
    }

    private static String usualDetail(int status) {
        return switch (status) {
            case 400 -> "The request is malformed.";
            case 401 -> "Send the name and password of an account (HTTP Basic), or log in.";
            case 403 -> "The account's role does not allow this.";
            case 404 -> "There is nothing at this path.";
            case 405 -> "This path does not support the method, see Allow.";
            case 406 -> "This path cannot respond with any of the media types in Accept.";
            case 408 -> "The body did not arrive in time.";
            case 412 -> "The version has changed: read it again and repeat the change with the new ETag in If-Match.";
            case 413 -> "The body is too large.";
            case 415 ->
                "Declare the body's media type in one Content-Type that the path accepts: application/json, for files"
                        + " of rules also text/csv or multipart/form-data, for orders in bulk application/x-ndjson.";
            case 428 -> "If-Match is missing: send the ETag of the version to change, or * for any version.";
            case 429 -> "Too many failed logins. Wait for the seconds in Retry-After.";
            case 500 -> "The service failed. Its log contains the cause.";
            case 503 -> "The database is unavailable. Try again later.";
            default -> "The request was rejected.";
        };
    }
}
