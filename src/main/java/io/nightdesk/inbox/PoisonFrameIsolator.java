package io.nightdesk.inbox;

import java.util.List;
import java.util.function.Predicate;

/**
 * Finds the frames of a batch that cannot be processed, by halving the batch, so that no other frame is rejected with
 * them. A frame is rejected only if it fails alone several times, with a successful control between any two failures: then
 * others can be processed, and the fault is the frame's.
 */
final class PoisonFrameIsolator<T> {

    /** How often a frame may fail alone before it is rejected: one failure may be chance. */
    static final int ATTEMPTS = 3;

    private final Work<T> work;
    private final Predicate<RuntimeException> isFrameFault;

    /** What is done with frames. */
    interface Work<T> {

        /** Processes the frames, all or none. */
        void process(List<T> frames);

        /** Throws unless a frame without fault can be processed. Leaves nothing behind. */
        void control();

        /** Rejects a frame, which failed alone. */
        void reject(T frame, RuntimeException failure);
    }

    /** @param isFrameFault whether a frame can be the cause of a failure; any other failure ends the processing */
    PoisonFrameIsolator(Work<T> work, Predicate<RuntimeException> isFrameFault) {
        this.work = work;
        this.isFrameFault = isFrameFault;
    }

    /** Processes the frames in order and rejects those that cannot be processed. Throws when the cause is not a frame. */
    void process(List<T> frames) {
        try {
            work.process(frames);
        } catch (RuntimeException e) {
            rethrowUnlessFrameFault(e);
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
            work.control();
            try {
                work.process(frame);
                return;
            } catch (RuntimeException e) {
                rethrowUnlessFrameFault(e);
                last = e;
            }
        }
        work.reject(frame.get(0), last);
    }

    private void rethrowUnlessFrameFault(RuntimeException e) {
        if (!isFrameFault.test(e)) {
            throw e;
        }
    }
}
