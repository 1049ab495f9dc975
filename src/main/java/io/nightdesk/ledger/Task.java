package io.nightdesk.ledger;

import java.util.List;
import java.util.concurrent.CountDownLatch;

/** What the ledger's thread is asked to do, in the order it was asked. */
sealed interface Task permits Receipt, Settlement, Task.Replays, Task.PortOpened, Task.PortClosed, Task.Finish {

    /** Frames to decide again, all of one shift. */
    record Replays(Shift shift, List<Receipt> receipts) implements Task {

        public Replays {
            receipts = List.copyOf(receipts);
        }
    }

    record PortOpened(ReplyPort port, Shift shift) implements Task {}

    record PortClosed(ReplyPort port) implements Task {}

    /** Count down once nothing is left to do and no reply awaits its confirmation or the record of it. */
    record Finish(CountDownLatch done) implements Task {}
}
