package io.nightdesk.deadletter;

import io.nightdesk.database.Snapshot;
import io.nightdesk.inbox.FrameProcessor;
import io.nightdesk.inbox.InboundFrame;
import io.nightdesk.inbox.ProcessorCommand;
import io.nightdesk.leader.LeaderTerm;
import io.nightdesk.leader.LeadershipEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Hands the ledger the refused frames that somebody wants decided again, on the replica on duty. Some at a time, and no others
 * before those are done, so that a thousand of them neither fill the memory nor keep customers waiting.
 */
@Singleton
public class ReplayDispatcher implements Snapshot {

    /** What wakes it. */
    static final String CHANNEL = "replay_requested";

    private static final int AT_ONCE = 50;

    private final ReplayRepository table;
    private final FrameProcessor ledger;

    private volatile Optional<LeaderTerm> shift = Optional.empty();
    private boolean paused;
    private Optional<Handed> handed = Optional.empty();

    /** What the ledger was given and is not done with; with the shift it ends too, as the ledger drops it then. */
    private record Handed(LeaderTerm shift, Set<ReplayRequest> open) {}

    @Inject
    ReplayDispatcher(ReplayRepository table, FrameProcessor ledger) {
        this.table = table;
        this.ledger = ledger;
    }

    void dutyChanged(@Observes LeadershipEvent change) {
        shift = change instanceof LeadershipEvent.Began began ? Optional.of(began.shift()) : Optional.empty();
    }

    /** Hands over no more, for good; what was handed over is finished. */
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
        Optional<LeaderTerm> now = shift.filter(LeaderTerm::isValid).filter(held -> !isBusy(held));
        if (now.isEmpty()) {
            return;
        }
        try {
            hand(now.get(), table.waiting(AT_ONCE));
        } catch (SQLException e) {
            throw new IllegalStateException("refused frames that wait to be decided again were not read", e);
        }
    }

    private boolean isBusy(LeaderTerm held) {
        return handed.filter(some -> some.shift().equals(held) && !some.open().isEmpty())
                .isPresent();
    }

    private void hand(LeaderTerm held, List<ReplayRepository.Waiting> waiting) {
        if (waiting.isEmpty()) {
            return;
        }
        Set<ReplayRequest> open = ConcurrentHashMap.newKeySet();
        waiting.forEach(frame -> open.add(frame.replay()));
        List<InboundFrame> receipts =
                waiting.stream().map(frame -> receipt(frame, held, open)).toList();
        // Not while the database is asked: a stop must not wait for that.
        synchronized (this) {
            if (!paused) {
                handed = Optional.of(new Handed(held, open));
                ledger.replay(new ProcessorCommand.Replays(held, receipts));
            }
        }
    }

    /** It has waited since it was first received, so it may be too old for an answer by now. */
    private static InboundFrame receipt(ReplayRepository.Waiting frame, LeaderTerm held, Set<ReplayRequest> open) {
        return new InboundFrame(
                frame.bytes(),
                frame.bytes().length,
                held,
                frame.receivedAt(),
                Optional.of(frame.receivedAt()),
                () -> open.remove(frame.replay()),
                Optional.of(frame.replay()));
    }
}
