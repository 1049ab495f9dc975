package io.nightdesk.inbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Bounds the memory of frames that were received and not processed yet. A broker may send faster than frames can be stored, and
 * its in-flight window counts frames, however large they are. Who receives frames stops at {@link #isFull} and goes on when there
 * is room again, which is when half is free. Safe for threads.
 */
@Singleton
public final class InboxCapacity {

    private static final Logger LOG = Logger.getLogger(InboxCapacity.class);

    private static final long MIN_BYTES = 1024 * 1024;
    private static final long MAX_DEFAULT_BYTES = 64 * MIN_BYTES;
    private static final long FRACTION_OF_HEAP = 16;
    /** What a frame takes besides its payload. */
    private static final long FRAME_OVERHEAD_BYTES = 512;

    private final long limit;
    private final AtomicLong used = new AtomicLong();
    private volatile Runnable listener = () -> {};

    @Inject
    InboxCapacity(InboxConfig config, MeterRegistry registry) {
        this(config.maxBytes().orElse(defaultLimit(Runtime.getRuntime().maxMemory())));
        Gauge.builder("nightdesk.inbox.bytes", used, AtomicLong::get)
                .description("memory of the frames that were received and not processed yet")
                .register(registry);
        LOG.debugf("Frames in memory are limited: bytes=%d", limit);
    }

    /** For programs without CDI. */
    public InboxCapacity(long limit) {
        this.limit = limit;
    }

    static long defaultLimit(long maxHeap) {
        return Math.max(MIN_BYTES, Math.min(MAX_DEFAULT_BYTES, maxHeap / FRACTION_OF_HEAP));
    }

    /** What a frame takes. */
    public static long bytes(InboundFrame frame) {
        return FRAME_OVERHEAD_BYTES + frame.bytes().length;
    }

    /** A frame was received that takes so much. */
    public void take(long bytes) {
        used.addAndGet(bytes);
    }

    /** Nobody keeps frames that take so much any more. */
    public void release(long bytes) {
        long before = used.getAndAdd(-bytes);
        if (hadNoRoom(before) && !hadNoRoom(before - bytes)) {
            listener.run();
        }
    }

    /** Called on any thread when there is room again. */
    public void onRoom(Runnable roomAgain) {
        listener = roomAgain;
    }

    /** Whether no more frames should be received. Those that arrive nevertheless may be taken, up to {@link #isExceeded}. */
    public boolean isFull() {
        return used.get() >= limit;
    }

    /** Whether no frame may be taken: twice as much as intended is in use. */
    public boolean isExceeded() {
        return used.get() >= 2 * limit;
    }

    private boolean hadNoRoom(long bytes) {
        return bytes > limit / 2;
    }
}
