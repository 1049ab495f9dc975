package io.nightdesk.outbox;

import io.nightdesk.inbox.ExchangeRepository;
import io.nightdesk.leader.LeaderTerm;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Hands pending replies to the open port, each port every pending one once, in the order of their exchanges. What does not
 * fit in memory stays in the table alone and is read again when there is room, so a long outage costs no memory.
 *
 * <p>Confined to the ledger's thread, which also commits the replies: that no reply slips between "read from the table"
 * and "just committed" follows from there being one thread, not from care.
 */
public final class Outbox {

    /** How many replies may be handed out and unsettled. */
    static final int LIMIT = 2_048;

    static final int PAGE = 256;

    private Optional<ReplyPublisher> port = Optional.empty();
    private Optional<LeaderTerm> shift = Optional.empty();
    /** The last exchange whose reply was handed to the port, or that was seen to have none pending before it. */
    private long handedUpTo;
    /** Whether the table may hold pending replies after {@code handedUpTo} that are nowhere in memory. */
    private boolean behind;

    private int unsettled;

    public void opened(ReplyPublisher opened, LeaderTerm openedIn) {
        port = Optional.of(opened);
        shift = Optional.of(openedIn);
        handedUpTo = 0;
        behind = true;
        unsettled = 0;
    }

    public void closed(ReplyPublisher closed) {
        if (port.filter(closed::equals).isPresent()) {
            port = Optional.empty();
            unsettled = 0;
        }
    }

    /** Hands out replies just committed, unless older ones must come first. */
    public void committed(List<PendingReply> replies) {
        if (replies.isEmpty()) {
            return;
        }
        if (port.isEmpty() || behind || unsettled + replies.size() > LIMIT) {
            behind = true;
        } else {
            hand(replies);
        }
    }

    /** It is not known what was committed last; the table tells. */
    public void lookAgain() {
        behind = true;
    }

    public void settled(DeliveryReport settlement) {
        if (port.filter(settlement.port()::equals).isPresent()) {
            unsettled--;
        }
    }

    /** The shift in which a page could be read and handed out now, or empty when none could. */
    public Optional<LeaderTerm> wantsPage() {
        return behind && port.isPresent() && unsettled <= LIMIT - PAGE
                ? shift.filter(LeaderTerm::isValid)
                : Optional.empty();
    }

    /** Reads and hands out the next page. Needs a transaction; changes nothing when that fails. */
    public void page(ExchangeRepository journal) throws SQLException {
        List<PendingReply> page = journal.pendingAfter(handedUpTo, PAGE);
        if (!page.isEmpty()) {
            hand(page);
        }
        behind = page.size() == PAGE;
    }

    public boolean isQuiet() {
        return unsettled == 0;
    }

    /** How many replies are handed out and not settled. */
    public int unsettled() {
        return unsettled;
    }

    private void hand(List<PendingReply> replies) {
        unsettled += replies.size();
        handedUpTo = replies.get(replies.size() - 1).exchangeId();
        port.ifPresent(open -> open.publish(replies));
    }
}
