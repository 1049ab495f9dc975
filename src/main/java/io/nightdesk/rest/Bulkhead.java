package io.nightdesk.rest;

import io.nightdesk.LocalizedMessage;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Lets few callers run at the same time. Others wait a little for their turn; too many, or for too long, get 503. */
public final class Bulkhead {

    private final Semaphore permits;
    private final Semaphore waiting;
    private final Duration maxWait;
    private final LocalizedMessage busy;
    private final Duration retryAfter;

    /**
     * @param atOnce how many may run at the same time
     * @param maxWaiting how many may wait; each occupies a thread
     * @param busy why a caller is turned away
     * @param retryAfter when a caller that is turned away should try again
     */
    public Bulkhead(int atOnce, int maxWaiting, Duration maxWait, LocalizedMessage busy, Duration retryAfter) {
        this.permits = new Semaphore(atOnce, /* fair= */ true);
        this.waiting = new Semaphore(maxWaiting);
        this.maxWait = maxWait;
        this.busy = busy;
        this.retryAfter = retryAfter;
    }

    /**
     * Waits for permission to run.
     *
     * @throws ProblemException 503 if it is not the caller's turn in time
     */
    public Admission enter() {
        return enter(maxWait);
    }

    Admission enter(Duration longestWait) {
        try {
            if (!acquire(longestWait)) {
                throw ProblemException.unavailable(busy, retryAfter);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProblemException.stopping(retryAfter);
        }
        AtomicBoolean closed = new AtomicBoolean();
        return () -> {
            if (!closed.getAndSet(true)) {
                permits.release();
            }
        };
    }

    private boolean acquire(Duration longestWait) throws InterruptedException {
        // With a time, even none, the permit goes to those who wait already.
        if (permits.tryAcquire(0, TimeUnit.MILLISECONDS)) {
            return true;
        }
        if (!waiting.tryAcquire()) {
            return false;
        }
        try {
            return permits.tryAcquire(longestWait.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            waiting.release();
        }
    }
}
