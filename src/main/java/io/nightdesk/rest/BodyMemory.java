package io.nightdesk.rest;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Bounds the memory for the bodies of all requests in progress. */
final class BodyMemory {

    static final long MAX_BYTES = 16L * 1024 * 1024;

    private static final Duration RETRY_DELAY = Duration.ofSeconds(2);

    private final AtomicLong used = new AtomicLong();

    void take(long bytes) {
        if (used.addAndGet(bytes) > MAX_BYTES) {
            used.addAndGet(-bytes);
            throw ProblemException.unavailable(
                    "Too many large requests at the same time. Try again later.", RETRY_DELAY);
        }
    }

    void release(long bytes) {
        used.addAndGet(-bytes);
    }
}
