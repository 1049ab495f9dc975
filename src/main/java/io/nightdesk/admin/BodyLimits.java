package io.nightdesk.admin;

import io.quarkus.arc.All;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Refuses bodies that are too large: by their announced length before a byte is read, else where the limit is passed.
 * Quarkus' own limit is one for all paths, and answers no problem; it stays above ours as a last resort.
 */
@Provider
@Singleton
final class BodyLimits implements ContainerRequestFilter {

    static final long USUAL = 1024 * 1024;

    private final Map<String, Long> larger;

    @Inject
    BodyLimits(@All List<BodyLimit> larger) {
        this.larger = larger.stream().collect(Collectors.toUnmodifiableMap(BodyLimit::path, BodyLimit::bytes));
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String announced = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        boolean chunked = request.getHeaderString("Transfer-Encoding") != null;
        if (announced == null && !chunked) {
            return;
        }
        long limit = larger.getOrDefault(request.getUriInfo().getAbsolutePath().getPath(), USUAL);
        if (announced != null && Long.parseLong(announced) > limit) {
            throw ProblemException.tooLarge(limit);
        }
        request.setEntityStream(new LimitedStream(request.getEntityStream(), limit));
    }
}
