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
 * Refuses bodies that are too large: by their announced length before a byte is read, else where the limit is passed.
 * Quarkus' own limit is one for all paths, and answers no problem; it stays above ours as a last resort.
 */
@Provider
@Singleton
final class BodyLimitFilter implements ContainerRequestFilter {

    static final long USUAL = 1024 * 1024;

    /** Whatever the others bring along is not read. */
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    private final Map<String, Long> larger;

    @Inject
    BodyLimitFilter(@All List<BodyLimit> larger) {
        this.larger = larger.stream().collect(Collectors.toUnmodifiableMap(BodyLimit::path, BodyLimit::bytes));
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (!WITH_BODY.contains(request.getMethod())) {
            return;
        }
        long limit = larger.getOrDefault(request.getUriInfo().getAbsolutePath().getPath(), USUAL);
        String announced = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        if (announced != null && Long.parseLong(announced) > limit) {
            throw ProblemException.tooLarge(limit);
        }
        // The framework would take a body of no type for one of the right type.
        boolean bodiless =
                announced == null ? request.getHeaderString("Transfer-Encoding") == null : announced.equals("0");
        if (!bodiless && request.getHeaderString(HttpHeaders.CONTENT_TYPE) == null) {
            throw new NotSupportedException();
        }
        request.setEntityStream(new LimitedStream(request.getEntityStream(), limit));
    }
}
