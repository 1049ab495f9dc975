package io.nightdesk.ledger;

import io.nightdesk.database.Snapshot;
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
public class ReplayWatch implements Snapshot {

    /** What wakes it. */
    static final String CHANNEL = "replay_wanted";

    private static final int AT_ONCE = 50;

    private final ReplayTable table;
    private final Ledger ledger;

    private volatile Optional<Shift> shift = Optional.empty();
    private boolean paused;
    private Optional<Handed> handed = Optional.empty();

    /** What the ledger was given and is not done with; with the shift it ends too, as the ledger drops it then. */
    private record Handed(Shift shift, Set<Replay> open) {}

    @Inject
    ReplayWatch(ReplayTable table, Ledger ledger) {
        this.table = table;
        this.ledger = ledger;
    }

    void dutyChanged(@Observes DutyChange change) {
        shift = change instanceof DutyChange.Began began ? Optional.of(began.shift()) : Optional.empty();
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
        Optional<Shift> now = shift.filter(Shift::isValid).filter(held -> !isBusy(held));
        if (now.isEmpty()) {
            return;
        }
        try {
            hand(now.get(), table.waiting(AT_ONCE));
        } catch (SQLException e) {
            throw new IllegalStateException("refused frames that wait to be decided again were not read", e);
        }
    }

    private boolean isBusy(Shift held) {
        return handed.filter(some -> some.shift().equals(held) && !some.open().isEmpty())
                .isPresent();
    }

    private void hand(Shift held, List<ReplayTable.Waiting> waiting) {
        if (waiting.isEmpty()) {
            return;
        }
        Set<Replay> open = ConcurrentHashMap.newKeySet();
        waiting.forEach(frame -> open.add(frame.replay()));
        List<Receipt> receipts =
                waiting.stream().map(frame -> receipt(frame, held, open)).toList();
        // Not while the database is asked: a stop must not wait for that.
        synchronized (this) {
            if (!paused) {
                handed = Optional.of(new Handed(held, open));
                ledger.replay(new Task.Replays(held, receipts));
            }
        }
    }

    /** It has waited since it was first received, so it may be too old for an answer by now. */
    private static Receipt receipt(ReplayTable.Waiting frame, Shift held, Set<Replay> open) {
        return new Receipt(
                frame.bytes(),
                frame.bytes().length,
                held,
                frame.receivedAt(),
                Optional.of(frame.receivedAt()),
                () -> open.remove(frame.replay()),
                Optional.of(frame.replay()));
    }
}
