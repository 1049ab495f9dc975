package io.nightdesk.deadletter;

import io.nightdesk.frame.RejectReason;
import io.nightdesk.inbox.InboundFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Keeps refused frames within bounds of rate and number: a flood of rubbish must not fill the database. */
public final class DeadLetterRepository {

    /** How much of a refused frame is kept, in bytes. */
    static final int HEAD = 4 * 1024;

    private static final int SWEEP_EVERY = 500;

    private final DeadLetterConfig config;
    private Instant minute = Instant.EPOCH;
    private final Map<RejectReason, Integer> storedThisMinute = new EnumMap<>(RejectReason.class);
    private int storedSinceSweep;

    public DeadLetterRepository(DeadLetterConfig config) {
        this.config = config;
    }

    /** Stores the frame's beginning if there is room in this minute. Needs a transaction. */
    public void put(InboundFrame receipt, RejectReason reason) {
        if (Duration.between(minute, receipt.receivedAt()).abs().toSeconds() >= 60) {
            minute = receipt.receivedAt();
            storedThisMinute.clear();
        }
        if (storedThisMinute.merge(reason, 1, Integer::sum) > config.maxPerMinute()) {
            return;
        }
        RejectedFrameEntity row = new RejectedFrameEntity();
        row.receivedAt = receipt.receivedAt();
        row.reason = reason.code();
        row.size = receipt.size();
        row.head = Arrays.copyOf(receipt.bytes(), Math.min(receipt.bytes().length, HEAD));
        row.persist();
        if (++storedSinceSweep >= Math.min(SWEEP_EVERY, config.maxStored())) {
            storedSinceSweep = 0;
            RejectedFrameEntity.keepNewest(config.maxStored());
        }
    }
}
