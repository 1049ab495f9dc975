package io.nightdesk.inbox;

import io.nightdesk.deadletter.RejectedFrame;
import io.nightdesk.frame.RejectReason;
import io.nightdesk.leader.LeaderTerm;
import io.nightdesk.outbox.WithholdReason;
import io.nightdesk.session.SessionRepository.Versioned;
import java.util.List;
import java.util.Map;

/** The tables in memory behave like the real ones. */
final class FakeBatchStoreTest extends BatchStoreContract {

    private final FakeBatchStore store = new FakeBatchStore(term);

    @Override
    BatchStore store() {
        return store;
    }

    @Override
    void becomeLeader(LeaderTerm leader) {
        store.becomesLeader(leader);
    }

    @Override
    List<Long> pendingIds() {
        return store.pendingIds();
    }

    @Override
    List<Long> exchangeIds() {
        return store.exchanges().stream().map(Exchange::id).toList();
    }

    @Override
    Map<Long, WithholdReason> withheld() {
        return store.withheld();
    }

    @Override
    List<RejectReason> rejected() {
        return store.rejected().stream().map(RejectedFrame::reason).toList();
    }

    @Override
    void changeSession(String customerUid, Versioned session) {
        store.changeSession(customerUid, session);
    }
}
