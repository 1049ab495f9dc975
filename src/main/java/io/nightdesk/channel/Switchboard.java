package io.nightdesk.channel;

import io.nightdesk.ledger.Duty;
import io.nightdesk.ledger.DutyChange;
import io.nightdesk.ledger.Ledger;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Future;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Connects when this replica comes on duty, disconnects when it goes off, and stops without leaving anything half done. */
@Singleton
class Switchboard {

    private static final Logger LOG = Logger.getLogger(Switchboard.class);
    private static final Duration FINISHING = Duration.ofSeconds(5);
    private static final Duration DISCONNECTING = Duration.ofSeconds(1);

    private final Inbound inbound;
    private final Outbound outbound;
    private final Ledger ledger;
    private final Duty duty;
    private volatile boolean stopping;

    @Inject
    Switchboard(Inbound inbound, Outbound outbound, Ledger ledger, Duty duty) {
        this.inbound = inbound;
        this.outbound = outbound;
        this.ledger = ledger;
        this.duty = duty;
    }

    void dutyChanged(@Observes DutyChange change) {
        if (change instanceof DutyChange.Began began && !stopping) {
            outbound.open(began.shift());
            inbound.open(began.shift());
        } else if (change instanceof DutyChange.Ended) {
            inbound.close();
            outbound.close();
        }
    }

    /** Stop taking, finish what was taken, wait for the confirmations, and only then make room for another replica. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        inbound.pause();
        if (duty.isOnDuty() && !ledger.finish(FINISHING)) {
            LOG.warn("stopping with replies unconfirmed; the next replica on duty sends them again");
        }
        CountDownLatch closed = new CountDownLatch(1);
        Future.join(inbound.close(), outbound.close()).onComplete(result -> closed.countDown());
        if (!closed.await(DISCONNECTING.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn("stopping without the broker's goodbye");
        }
        duty.leave();
    }
}
