package io.nightdesk.inbox;

import java.util.List;
import java.util.function.Predicate;

/**
 * Finds the frames of a batch that cannot be processed, by halving the batch, so that no other frame is rejected with
 * them. A frame is rejected only after it failed alone several times while the database was available.
 */
final class PoisonFrameIsolator<T> {

    /** How often a frame may fail alone before it is rejected: one failure may be chance. */
    static final int ATTEMPTS = 3;

    private final Work<T> work;
    private final Predicate<RuntimeException> isOutage;

    /** What is done with frames. */
    interface Work<T> {

        /** Processes the frames, all or none. */
        void process(List<T> frames);

        /** Rejects a frame, which failed alone. */
        void reject(T frame, RuntimeException failure);
    }

    /** @param isOutage whether a failure says nothing about the frames; it ends the processing */
    PoisonFrameIsolator(Work<T> work, Predicate<RuntimeException> isOutage) {
        this.work = work;
        this.isOutage = isOutage;
    }

    /** Processes the frames in order and rejects those that cannot be processed. Throws when there is an outage. */
    void process(List<T> frames) {
        try {
            work.process(frames);
        } catch (RuntimeException e) {
            rethrowOutage(e);
            if (frames.size() > 1) {
                int half = frames.size() / 2;
                process(frames.subList(0, half));
                process(frames.subList(half, frames.size()));
            } else {
                retryAlone(frames, e);
            }
        }
    }

    private void retryAlone(List<T> frame, RuntimeException first) {
        RuntimeException last = first;
        for (int attempt = 2; attempt <= ATTEMPTS; attempt++) {
            try {
                work.process(frame);
                return;
            } catch (RuntimeException e) {
                rethrowOutage(e);
                last = e;
            }
        }
        work.reject(frame.get(0), last);
    }

    private void rethrowOutage(RuntimeException e) {
        if (isOutage.test(e)) {
            throw e;
        }
    }
}
