package io.nightdesk.rest;

import io.quarkus.arc.All;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Rejects bodies that are too large: by Content-Length before reading, otherwise as soon as the limit is exceeded.
 * {@code quarkus.http.limits.max-body-size} is the same for all paths and its response is not problem+json, so it is
 * set higher and only protects paths outside of the API.
 */
@Provider
@Singleton
final class BodyLimitFilter implements ContainerRequestFilter {

    static final long DEFAULT_LIMIT = 1024 * 1024;

    /** The bodies of other methods are not read. */
    private static final Set<String> METHODS_WITH_BODY = Set.of("POST", "PUT", "PATCH");

    private final Map<String, Long> limitsByPath;

    @Inject
    BodyLimitFilter(@All List<BodyLimit> limits) {
        this.limitsByPath = limits.stream().collect(Collectors.toUnmodifiableMap(BodyLimit::path, BodyLimit::bytes));
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (!METHODS_WITH_BODY.contains(request.getMethod())) {
            return;
        }
        long limit =
                limitsByPath.getOrDefault(request.getUriInfo().getAbsolutePath().getPath(), DEFAULT_LIMIT);
        String contentLength = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        if (contentLength != null && Long.parseLong(contentLength) > limit) {
            throw ProblemException.tooLarge(limit);
        }
        // The framework accepts a body without a type as if it had the right one.
        boolean hasBody = contentLength == null
                ? request.getHeaderString("Transfer-Encoding") != null
                : !contentLength.equals("0");
        if (hasBody && request.getHeaderString(HttpHeaders.CONTENT_TYPE) == null) {
            throw new NotSupportedException();
        }
        request.setEntityStream(new LimitedStream(request.getEntityStream(), limit));
    }
}
