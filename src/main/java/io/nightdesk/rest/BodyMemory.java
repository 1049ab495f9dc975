package io.nightdesk.rest;

import io.nightdesk.LocalizedMessage;
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
                    LocalizedMessage.of(
                            "Too many large requests at the same time. Try again later.", "同时处理的大请求太多，请稍后重试。"),
                    RETRY_DELAY);
        }
    }

    void release(long bytes) {
        used.addAndGet(-bytes);
    }
}
