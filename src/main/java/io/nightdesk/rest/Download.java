package io.nightdesk.rest;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Responses that a browser saves as a file. */
public final class Download {

    private Download() {}

    /**
     * A CSV file.
     *
     * @param lines a string of lines from {@link Csv}, or a {@code StreamingOutput} that writes them in UTF-8
     */
    public static Response csv(Object lines, String name) {
        return of(lines, Csv.MEDIA_TYPE + ";charset=UTF-8", name);
    }

    public static Response json(Object content, String name) {
        return of(content, MediaType.APPLICATION_JSON, name);
    }

    private static Response of(Object content, String type, String name) {
        return Response.ok(content)
                .type(type)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
                .build();
    }
}
