package io.nightdesk.ledger;

import java.util.concurrent.CountDownLatch;

/** What the ledger's thread is asked to do, in the order it was asked. */
sealed interface Task permits Receipt, Settlement, Task.PortOpened, Task.PortClosed, Task.Finish {

    record PortOpened(ReplyPort port, Shift shift) implements Task {}

    record PortClosed(ReplyPort port) implements Task {}

    /** Count down once nothing is left to do and no reply awaits its confirmation or the record of it. */
    record Finish(CountDownLatch done) implements Task {}
}
