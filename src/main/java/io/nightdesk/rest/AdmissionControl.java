package io.nightdesk.rest;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

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

    private final Map<CostlyOperation, Bulkhead> bulkheads = new EnumMap<>(CostlyOperation.class);

    @Inject
    public AdmissionControl() {
        for (CostlyOperation operation : CostlyOperation.values()) {
            bulkheads.put(
                    operation,
                    new Bulkhead(operation.atOnce(), MAX_WAITING, operation.maxWait(), operation.busy(), RETRY_AFTER));
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
        return Objects.requireNonNull(bulkheads.get(operation)).enter(maxWait);
    }
}
