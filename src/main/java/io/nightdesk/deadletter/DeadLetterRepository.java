package io.nightdesk.deadletter;

import io.nightdesk.database.StatementBatch;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Stores rejected frames: those that could not be stored as exchanges, and the newest {@link DeadLetterConfig#maxStored} of the
 * others. Confined to the processor's thread.
 */
@Singleton
public class DeadLetterRepository {

    private static final String INSERT = """
            insert into rejected_frame (received_at, reason, size, head)
            select * from unnest(?::timestamptz[], ?::text[], ?::integer[], ?::bytea[]) where %s""";
    /**
     * Frames that could not be stored do not count and stay, so that others cannot evict them. So do frames that wait to be
     * replayed. Waits for nobody: the batch has locked sessions, which others lock after rejected frames.
     */
    private static final String TRIM = """
            delete from rejected_frame where id in (select id from rejected_frame
                where id <= (select id from rejected_frame where reason <> 'not_storable' order by id desc offset ? limit 1)
                    and reason <> 'not_storable' and (replay_requested_at is null or replayed_at is not null)
                for update skip locked) and %s""";

    private static final int TRIM_EVERY = 500;

    private final int maxStored;
    private int storedSinceTrim;

    @Inject
    DeadLetterRepository(DeadLetterConfig config) {
        this(config.maxStored());
    }

    public DeadLetterRepository(int maxStored) {
        this.maxStored = maxStored;
    }

    /**
     * Adds the statements that store these frames and, now and then, delete the oldest.
     *
     * @param condition an SQL condition; they change nothing if it is false
     */
    public void addTo(StatementBatch batch, List<RejectedFrame> frames, String condition) {
        batch.update(
                INSERT.formatted(condition),
                frames.stream().map(frame -> frame.receivedAt().toString()).toArray(String[]::new),
                frames.stream().map(frame -> frame.reason().code()).toArray(String[]::new),
                frames.stream().map(frame -> (long) frame.size()).toArray(Long[]::new),
                frames.stream().map(RejectedFrame::head).toArray(byte[][]::new));
        if (isTrimDue(frames.size())) {
            batch.update(TRIM.formatted(condition), (long) maxStored);
        }
    }

    /** Counts frames that were committed. */
    public void stored(int frames) {
        storedSinceTrim = isTrimDue(frames) ? 0 : storedSinceTrim + frames;
    }

    private boolean isTrimDue(int frames) {
        return frames > 0 && storedSinceTrim + frames >= Math.min(TRIM_EVERY, maxStored);
    }
}
