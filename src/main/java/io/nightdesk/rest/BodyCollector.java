package io.nightdesk.rest;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Collects the body of one request, on the event loop of its connection. */
final class BodyCollector {

    private final HttpServerRequest request;
    private final long limit;
    private final Supplier<? extends RuntimeException> tooLarge;
    private final BodyMemory memory;
    private final CompletableFuture<byte[]> result = new CompletableFuture<>();
    private Buffer body = Buffer.buffer();
    private long taken;

    /** @param tooLarge what the request fails with if its body has more bytes than the limit */
    BodyCollector(
            HttpServerRequest request, long limit, Supplier<? extends RuntimeException> tooLarge, BodyMemory memory) {
        this.request = request;
        this.limit = limit;
        this.tooLarge = tooLarge;
        this.memory = memory;
    }

    /** Returns the body, or a failure if it is too large, too slow or incomplete. */
    Uni<byte[]> collect(Vertx vertx, Duration timeout) {
        if (request.isEnded()) {
            return Uni.createFrom().item(new byte[0]);
        }
        long timer = vertx.setTimer(timeout.toMillis(), id -> result.completeExceptionally(ProblemException.tooSlow()));
        request.handler(this::add);
        request.endHandler(end -> result.complete(body.getBytes()));
        request.exceptionHandler(error -> result.completeExceptionally(new IOException(error)));
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
        request.resume();
        return Uni.createFrom().completionStage(result.whenComplete((bytes, error) -> {
            vertx.cancelTimer(timer);
            body = Buffer.buffer();
        }));
    }

    private void add(Buffer part) {
        if (result.isDone()) {
            return;
        }
        if (body.length() + part.length() > limit) {
            result.completeExceptionally(tooLarge.get());
            return;
        }
        try {
            memory.take(part.length());
        } catch (ProblemException e) {
            result.completeExceptionally(e);
            return;
        }
        taken += part.length();
        body.appendBuffer(part);
    }

    /** To be called once, when the body is no longer needed. */
    void release() {
        memory.release(taken);
    }
}
