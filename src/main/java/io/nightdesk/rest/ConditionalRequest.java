package io.nightdesk.rest;

import io.nightdesk.LocalizedMessage;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * The preconditions of a request, as a {@code @BeanParam}, and the responses with an ETag that belong to them. The ETag of an item
 * is its version number in quotes. It is strong: every response with the same version has the same bytes. A proxy that compresses
 * a response makes its tag weak ({@code W/"7"}). The version in it still identifies the state of the item, so a change by that
 * tag is as safe, and both headers are compared weakly.
 *
 * <p>Not based on {@code Request.evaluatePreconditions}, because that of Quarkus REST differs from
 * <a href="https://www.rfc-editor.org/rfc/rfc9110#section-13.1">RFC 9110</a>: it takes {@code 7} and {@code "7"} for the same tag,
 * and compares If-None-Match strongly, so that a client behind a proxy that weakens tags would never get 304. Nor can it require
 * a header (428).
 */
public final class ConditionalRequest {

    private static final String ANY = "*";
    private static final String WEAK = "W/";
    private static final Pattern TAG = Pattern.compile("(W/)?\"-?[0-9]+\"");

    @HeaderParam(HttpHeaders.IF_MATCH)
    @Parameter(
            description =
                    "The ETag of the version to change, or * for any version. Required for every change, unless the"
                            + " operation says otherwise.")
    @Nullable
    String ifMatch;

    @HeaderParam(HttpHeaders.IF_NONE_MATCH)
    @Parameter(
            description = "The ETag of the version that the client has. The response is 304 if it is the current one.")
    @Nullable
    String ifNoneMatch;

    public ConditionalRequest() {}

    ConditionalRequest(@Nullable String ifMatch, @Nullable String ifNoneMatch) {
        this.ifMatch = ifMatch;
        this.ifNoneMatch = ifNoneMatch;
    }

    /**
     * Requires If-Match and compares it.
     *
     * @param version the current version, read under the lock or in the statement that makes the change
     */
    public void requireMatch(long version) {
        String header = requiredIfMatch();
        if (!isListed(header, tag(version))) {
            throw entries(header).allMatch(entry -> TAG.matcher(entry).matches())
                    ? ProblemException.preconditionFailed()
                    : ProblemException.preconditionFailed(LocalizedMessage.of(
                            "If-Match has no ETag of this API: send the ETag of the response"
                                    + " unchanged, with its quotation marks, like \"37\", or * for any version.",
                            "If-Match 中没有本接口的 ETag：请原样发送响应中的 ETag，包括引号，如 \"37\"，或用 * 表示任何版本。"));
        }
    }

    /**
     * Compares If-Match only if it was sent, for a change that may come without it.
     *
     * @param version the current version; empty if the item does not exist, which matches no tag
     */
    public void requireMatchIfSent(Optional<Long> version) {
        boolean isSent = ifMatch != null && !ifMatch.isBlank();
        if (isSent && version.isEmpty()) {
            throw ProblemException.preconditionFailed();
        }
        if (isSent) {
            version.ifPresent(this::requireMatch);
        }
    }

    /** Requires If-Match, and returns whether it matches any version. */
    public boolean takesAny() {
        return ANY.equals(requiredIfMatch().strip());
    }

    private String requiredIfMatch() {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw ProblemException.preconditionRequired();
        }
        return ifMatch;
    }

    /** The response to a read: the item, or 304 if the client has this version. */
    public Response read(long version, Object item) {
        String tag = tag(version);
        boolean isKnown = ifNoneMatch != null && isListed(ifNoneMatch, tag);
        return (isKnown ? Response.notModified() : Response.ok(item))
                .header(HttpHeaders.ETAG, tag)
                .build();
    }

    /** The response to a change: the changed item. */
    public static Response changed(long version, Object item) {
        return Response.ok(item).header(HttpHeaders.ETAG, tag(version)).build();
    }

    /**
     * The response to a creation: the new item and its location.
     *
     * <p>The header Location is only a path: {@code Response.created} would add the host that the client put into the header Host.
     *
     * @param collection the resource with a method for {@code {id}}
     */
    public static Response created(Class<?> collection, String id, long version, Object item) {
        URI location = UriBuilder.fromResource(collection).path(id).build();
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, location.getRawPath())
                .header(HttpHeaders.ETAG, tag(version))
                .entity(item)
                .build();
    }

    /** The strong ETag of a version. */
    static String tag(long version) {
        return "\"" + version + "\"";
    }

    private static boolean isListed(String header, String tag) {
        return entries(header).anyMatch(entry -> entry.equals(ANY) || entry.equals(tag) || entry.equals(WEAK + tag));
    }

    private static Stream<String> entries(String header) {
        return Arrays.stream(header.split(",", -1)).map(String::strip);
    }
}
