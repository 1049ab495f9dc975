package io.nightdesk.deadletter;

import io.nightdesk.database.Snapshot;
import io.nightdesk.deadletter.ReplayTarget.StoredFrame;
import io.nightdesk.leader.LeaderTerm;
import io.nightdesk.leader.LeadershipListener;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Hands rejected frames to the processor when somebody has requested a replay, on the leader. A few at a time, and no others
 * before their results are stored, so that a thousand requests neither fill the memory nor keep customers waiting.
 */
@Singleton
public class ReplayDispatcher implements Snapshot, LeadershipListener {

    /** The notification that wakes it. */
    static final String CHANNEL = "replay_requested";

    private static final int AT_ONCE = 50;

    private final ReplayRepository requests;
    private final ReplayTarget target;

    private volatile Optional<LeaderTerm> term = Optional.empty();
    private boolean paused;
    private Optional<Dispatched> dispatched = Optional.empty();

    /** Frames that the target was given in a term; it drops them when the term ends. */
    private record Dispatched(LeaderTerm term, CompletionStage<Void> done) {}

    @Inject
    ReplayDispatcher(ReplayRepository requests, ReplayTarget target) {
        this.requests = requests;
        this.target = target;
    }

    @Override
    public void termBegan(LeaderTerm began) {
        term = Optional.of(began);
    }

    @Override
    public void termEnded(LeaderTerm ended) {
        term = Optional.empty();
    }

    /** Dispatches no more frames, for good; dispatched ones are finished. */
    public synchronized void pause() {
        paused = true;
    }

    @Override
    public String name() {
        return "replays";
    }

    @Override
    public String channel() {
        return CHANNEL;
    }

    @Override
    public void refresh() {
        Optional<LeaderTerm> current = term.filter(LeaderTerm::isValid).filter(now -> !isBusy(now));
        if (current.isEmpty()) {
            return;
        }
        try {
            dispatch(current.get(), requests.open(AT_ONCE));
        } catch (SQLException e) {
            throw new IllegalStateException("failed to read replay requests", e);
        }
    }

    private boolean isBusy(LeaderTerm now) {
        return dispatched
                .filter(some -> some.term().equals(now)
                        && !some.done().toCompletableFuture().isDone())
                .isPresent();
    }

    private void dispatch(LeaderTerm now, List<StoredFrame> frames) {
        if (frames.isEmpty()) {
            return;
        }
        // The lock is not held while the database is read: a shutdown must not wait for that.
        synchronized (this) {
            if (!paused) {
                dispatched = Optional.of(new Dispatched(now, target.replay(now, frames)));
            }
        }
    }
}
