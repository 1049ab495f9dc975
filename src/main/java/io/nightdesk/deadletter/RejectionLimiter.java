package io.nightdesk.deadletter;

import io.nightdesk.frame.RejectReason;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Limits how many rejected frames are stored per minute and reason, so that a flood of them cannot fill the database. Not safe for threads. */
@Singleton
public final class RejectionLimiter {

    private final int maxPerMinute;
    private Instant minute = Instant.EPOCH;
    private final Map<RejectReason, Integer> stored = new EnumMap<>(RejectReason.class);

    @Inject
    RejectionLimiter(DeadLetterConfig config) {
        this(config.maxPerMinute());
    }

    public RejectionLimiter(int maxPerMinute) {
        this.maxPerMinute = maxPerMinute;
    }

    /** Those of the frames that may be stored. Changes nothing: call {@link #stored} when they are. */
    public List<RejectedFrame> select(List<RejectedFrame> frames) {
        if (frames.isEmpty()) {
            return frames;
        }
        Map<RejectReason, Integer> counts = new EnumMap<>(RejectReason.class);
        List<RejectedFrame> selected = new ArrayList<>();
        for (RejectedFrame frame : frames) {
            int before = isThisMinute(frame) ? stored.getOrDefault(frame.reason(), 0) : 0;
            if (before + counts.merge(frame.reason(), 1, Integer::sum) <= maxPerMinute) {
                selected.add(frame);
            }
        }
        return selected;
    }

    /** These frames were stored. */
    public void stored(List<RejectedFrame> frames) {
        for (RejectedFrame frame : frames) {
            if (!isThisMinute(frame)) {
                minute = frame.receivedAt();
                stored.clear();
            }
            stored.merge(frame.reason(), 1, Integer::sum);
        }
    }

    private boolean isThisMinute(RejectedFrame frame) {
        return Duration.between(minute, frame.receivedAt()).abs().toSeconds() < 60;
    }
}
