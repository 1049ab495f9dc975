package io.nightdesk.rest;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a request after the caller was authenticated and before a thread is occupied, so that slow clients occupy none.
 * Only the bodies of paths with a {@link BodyLimit} are too large for that: a resource reads them while they arrive, and few of them
 * are admitted at the same time.
 *
 * <p>{@code quarkus.http.limits.max-body-size} is the same for all paths and its response is not problem+json, so it is set higher
 * and only protects paths outside of the API.
 */
@Singleton
final class RequestBodyFilter {

    static final long DEFAULT_LIMIT = 1024 * 1024;

    /** The bodies of other methods are not read. */
    private static final Set<String> METHODS_WITH_BODY = Set.of("POST", "PUT", "PATCH");

    /** Without wildcards, which the framework would take for any type that the operation accepts. */
    private static final Pattern MEDIA_TYPE = Pattern.compile("[\\w!#$&^.+-]+/[\\w!#$&^.+-]+\\s*(;.*)?");

    private final Map<String, Long> limitsByPath;
    private final RequestThreads threads;
    private final BodyReader bodies;

    @Inject
    RequestBodyFilter(@All List<BodyLimit> limits, RequestThreads threads, BodyReader bodies) {
        this.limitsByPath = limits.stream().collect(Collectors.toUnmodifiableMap(BodyLimit::path, BodyLimit::bytes));
        this.threads = threads;
        this.bodies = bodies;
    }

    @ServerRequestFilter(nonBlocking = true, priority = Priorities.ENTITY_CODER)
    @Nullable
    Uni<Void> read(ContainerRequestContext context, HttpServerRequest request) {
        ServerRequestContext current = CurrentRequestManager.get();
        if (!METHODS_WITH_BODY.contains(context.getMethod())) {
            threads.occupy(current);
            return null;
        }
        Optional<Long> streamLimit = streamLimit(limitsByPath, request.path());
        long limit = streamLimit.orElse(DEFAULT_LIMIT);
        if (declaredLength(request) > limit) {
            throw ProblemException.tooLarge(limit);
        }
        boolean hasType = hasType(request.headers().getAll(HttpHeaders.CONTENT_TYPE));
        if (streamLimit.isEmpty()) {
            return collect(context, current, request, hasType, limit);
        }
        if (!hasType) {
            throw new NotSupportedException();
        }
        threads.occupyForUpload(current);
        context.setEntityStream(bodies.limit(context.getEntityStream(), limit));
        return null;
    }

    /** Empty for a body that is read on the event loop. A resource is found with or without a slash at the end. */
    static Optional<Long> streamLimit(Map<String, Long> limitsByPath, String path) {
        String resource = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return Optional.ofNullable(limitsByPath.get(resource));
    }

    /** A body without a type is as unsupported as one with a wrong type, but a request without a body needs none. */
    private Uni<Void> collect(
            ContainerRequestContext context,
            ServerRequestContext current,
            HttpServerRequest request,
            boolean hasType,
            long limit) {
        return bodies.collect(
                        current,
                        request,
                        hasType ? limit : 0,
                        () -> hasType ? ProblemException.tooLarge(limit) : new NotSupportedException())
                .invoke(body -> {
                    context.setEntityStream(new ByteArrayInputStream(body));
                    threads.occupy(current);
                })
                .replaceWithVoid();
    }

    /** 0 if the client does not declare it. */
    private static long declaredLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    /** Whether the headers name one media type. */
    static boolean hasType(List<String> headers) {
        return headers.size() == 1 && MEDIA_TYPE.matcher(headers.get(0).strip()).matches();
    }
}
