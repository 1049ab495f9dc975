package io.nightdesk.inbox;

import io.nightdesk.leader.LeaderTerm;
import io.nightdesk.outbox.DeliveryReport;
import io.nightdesk.outbox.ReplyPublisher;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** What the ledger's thread is asked to do, in the order it was asked. */
public sealed interface ProcessorCommand
        permits InboundFrame,
                ProcessorCommand.Delivered,
                ProcessorCommand.Replays,
                ProcessorCommand.PortOpened,
                ProcessorCommand.PortClosed,
                ProcessorCommand.Finish {

    /** Frames to decide again, all of one shift. */
    record Replays(LeaderTerm shift, List<InboundFrame> receipts) implements ProcessorCommand {

        public Replays {
            receipts = List.copyOf(receipts);
        }
    }

    /** How the delivery of a reply ended. */
    record Delivered(DeliveryReport report) implements ProcessorCommand {}

    record PortOpened(ReplyPublisher port, LeaderTerm shift) implements ProcessorCommand {}

    record PortClosed(ReplyPublisher port) implements ProcessorCommand {}

    /** Count down once nothing is left to do and no reply awaits its confirmation or the record of it. */
    record Finish(CountDownLatch done) implements ProcessorCommand {}
}
