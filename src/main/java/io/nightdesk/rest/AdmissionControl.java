package io.nightdesk.rest;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Limits how many {@link CostlyOperation}s run at once, so that requests to the API leave memory, processor time and connections
 * to the desk. A request waits a little for its turn, without a connection and before its body is read; one that would wait
 * longer, or behind too many others, gets 503.
 */
@Singleton
public final class AdmissionControl {

    /** How many requests for one operation wait at most: each occupies a thread. */
    private static final int MAX_WAITING = 20;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final Map<CostlyOperation, Semaphore> permits = new EnumMap<>(CostlyOperation.class);

    @Inject
    public AdmissionControl() {
        for (CostlyOperation operation : CostlyOperation.values()) {
            permits.put(operation, new Semaphore(operation.atOnce(), /* fair= */ true));
        }
    }

    /**
     * Waits for permission to run the operation.
     *
     * @throws ProblemException 503 if it is not the caller's turn in time
     */
    public Admission enter(CostlyOperation operation) {
        return enter(operation, operation.maxWait());
    }

    Admission enter(CostlyOperation operation, Duration maxWait) {
        Semaphore permit = Objects.requireNonNull(permits.get(operation));
        try {
            if (permit.getQueueLength() < MAX_WAITING && permit.tryAcquire(maxWait.toMillis(), TimeUnit.MILLISECONDS)) {
                AtomicBoolean closed = new AtomicBoolean();
                return () -> {
                    if (!closed.getAndSet(true)) {
                        permit.release();
                    }
                };
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw ProblemException.unavailable(operation.busy() + " Try again later.", RETRY_AFTER);
    }
}
