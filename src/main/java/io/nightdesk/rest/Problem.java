package io.nightdesk.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;

/**
 * What every error under {@code /api} answers, by <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>. The type is
 * always {@code about:blank}: a program needs the status and the faulty fields, everything else is for people.
 *
 * @param problems all faults of the request at once
 */
public record Problem(int status, String title, String detail, List<FieldError> problems) {

    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        problems = List.copyOf(problems);
    }

    static Problem of(int status, String detail) {
        return new Problem(status, title(status), detail, List.of());
    }

    static Problem of(int status, String detail, List<FieldError> problems) {
        return new Problem(status, title(status), detail, problems);
    }

    /** Written by hand, so that an answer to a fault depends on nothing that may be faulty itself. */
    String toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", "about:blank");
        json.put("title", title);
        json.put("status", status);
        json.put("detail", detail);
        ArrayNode faults = json.putArray("problems");
        for (FieldError fault : problems) {
            ObjectNode entry = faults.addObject();
            entry.put("field", fault.field());
            fault.position().ifPresent(position -> entry.put("position", position));
            entry.put("message", fault.message());
        }
        return json.toString();
    }

    private static String title(int status) {
        return Optional.ofNullable(Response.Status.fromStatusCode(status))
                .map(Response.Status::getReasonPhrase)
                .orElse("Error");
    }
}
