package io.nightdesk.rest;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/**
 * Reads the bodies of requests within the limits of time and memory. Not a singleton, because Quarkus creates filters before it has
 * read the settings.
 */
@ApplicationScoped
class BodyReader {

    private final Duration timeout;
    private final Vertx vertx;
    private final BodyMemory memory = new BodyMemory();

    @Inject
    BodyReader(HttpConfig config, Vertx vertx) {
        this.timeout = config.bodyTimeout();
        this.vertx = vertx;
    }

    /**
     * Reads a whole body without occupying a thread.
     *
     * @param tooLarge what the request fails with if its body has more bytes than the limit
     */
    Uni<byte[]> collect(
            ServerRequestContext context,
            HttpServerRequest request,
            long limit,
            Supplier<? extends RuntimeException> tooLarge) {
        BodyCollector collector = new BodyCollector(request, limit, tooLarge, memory);
        context.registerCompletionCallback(error -> collector.release());
        return collector.collect(vertx, timeout);
    }

    /** Limits a body that a thread reads while it arrives. */
    InputStream limit(InputStream body, long limit) {
        return new LimitedStream(body, limit, timeout, System::nanoTime);
    }
}
