package io.nightdesk.rest;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * What a request demands of the version that it meets: a {@code @BeanParam}. The tag of an item is its version's number in
 * quotes, a strong one: two readers of a version see the same bytes.
 */
public final class ConditionalRequest {

    @HeaderParam(HttpHeaders.IF_MATCH)
    @Parameter(
            description =
                    "The ETag of the version to change, or * for any. Required with every change, unless the operation says otherwise.")
    @Nullable
    String ifMatch;

    @HeaderParam(HttpHeaders.IF_NONE_MATCH)
    @Parameter(description = "The ETag of the version that is known: 304 as long as it is the newest.")
    @Nullable
    String ifNoneMatch;

    public ConditionalRequest() {}

    ConditionalRequest(@Nullable String ifMatch, @Nullable String ifNoneMatch) {
        this.ifMatch = ifMatch;
        this.ifNoneMatch = ifNoneMatch;
    }

    /** Call before a change, with the version read under the lock or in the statement that changes it. */
    public void requireMatch(long version) {
        requirePresent();
        if (!isListed(String.valueOf(ifMatch), tag(version))) {
            throw ProblemException.preconditionFailed();
        }
    }

    /**
     * The same for a change that may come without the header, which then is of whatever is there. What is not there matches
     * nothing.
     */
    public void requireMatchIfSent(Optional<Long> version) {
        boolean sent = ifMatch != null && !ifMatch.isBlank();
        if (sent && version.isEmpty()) {
            throw ProblemException.preconditionFailed();
        }
        if (sent) {
            version.ifPresent(this::requireMatch);
        }
    }

    /** Whether any version will do; asks for the header where there is none. */
    public boolean takesAny() {
        requirePresent();
        return "*".equals(String.valueOf(ifMatch).strip());
    }

    private void requirePresent() {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw ProblemException.preconditionRequired();
        }
    }

    /** What reading answers: the item, or that nothing is new. */
    public Response read(long version, Object item) {
        String tag = tag(version);
        boolean known = ifNoneMatch != null && isListed(ifNoneMatch.replace("W/", ""), tag);
        return (known ? Response.notModified() : Response.ok(item))
                .header(HttpHeaders.ETAG, tag)
                .build();
    }

    /** What a change answers: the item as it is now. */
    public static Response changed(long version, Object item) {
        return Response.ok(item).header(HttpHeaders.ETAG, tag(version)).build();
    }

    /** What making something answers: where it is, and the item. */
    public static Response created(URI location, long version, Object item) {
        return Response.created(location)
                .header(HttpHeaders.ETAG, tag(version))
                .entity(item)
                .build();
    }

    /** The strong tag of a version. */
    static String tag(long version) {
        return "\"" + version + "\"";
    }

    private static boolean isListed(String header, String tag) {
        return Arrays.stream(header.split(",", -1))
                .map(String::strip)
                .anyMatch(entry -> entry.equals("*") || entry.equals(tag));
    }
}
