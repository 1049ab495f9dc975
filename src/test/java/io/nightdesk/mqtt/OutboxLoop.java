package io.nightdesk.mqtt;

import io.nightdesk.leader.LeaderTerm;
import io.nightdesk.outbox.DeliveryListener;
import io.nightdesk.outbox.DeliveryReport;
import io.nightdesk.outbox.Outbox;
import io.nightdesk.outbox.PendingReply;
import io.nightdesk.outbox.ReplyPublisher;
import io.nightdesk.outbox.WithholdReason;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The outbox around a table in memory, on a thread of its own, as the processor runs it. Records each report at once. */
final class OutboxLoop implements DeliveryListener, AutoCloseable {

    static final String SENT = "SENT";

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final ConcurrentSkipListMap<Long, PendingReply> table = new ConcurrentSkipListMap<>();
    private final Map<Long, String> states = new ConcurrentHashMap<>();
    private final Outbox outbox = new Outbox((after, limit) ->
            table.tailMap(after, false).values().stream().limit(limit).toList());

    /** Stores replies and hands them out. */
    void commit(List<PendingReply> replies) {
        thread.execute(() -> {
            replies.forEach(reply -> table.put(reply.exchangeId(), reply));
            outbox.committed(replies);
            fill();
        });
    }

    /** How the delivery of each reply ended, by exchange: {@link #SENT} or the reason why it was withheld. */
    Map<Long, String> states() {
        return states;
    }

    @Override
    public void opened(ReplyPublisher publisher) {
        thread.execute(() -> {
            outbox.opened(publisher);
            fill();
        });
    }

    @Override
    public void closed(ReplyPublisher publisher) {
        thread.execute(() -> outbox.closed(publisher));
    }

    @Override
    public void report(DeliveryReport report) {
        thread.execute(() -> {
            outbox.reported(report);
            LeaderTerm term = report.publisher().term();
            List<DeliveryReport> recorded = outbox.unrecorded(term);
            recorded.forEach(record -> {
                table.remove(record.exchangeId());
                states.merge(
                        record.exchangeId(),
                        record.withheld().map(WithholdReason::name).orElse(SENT),
                        (first, second) -> first + ", " + second);
            });
            outbox.recorded(recorded);
            fill();
        });
    }

    private void fill() {
        while (outbox.termToFill().isPresent()) {
            outbox.fill();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
