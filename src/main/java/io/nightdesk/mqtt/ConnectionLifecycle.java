package io.nightdesk.mqtt;

import io.nightdesk.deadletter.ReplayDispatcher;
import io.nightdesk.inbox.FrameProcessor;
import io.nightdesk.leader.LeaderElector;
import io.nightdesk.leader.LeaderTerm;
import io.nightdesk.leader.LeadershipListener;
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
class ConnectionLifecycle implements LeadershipListener {

    private static final Logger LOG = Logger.getLogger(ConnectionLifecycle.class);
    /** Of the time for a stop, the part kept for disconnecting and the lease: also for a stop in which nothing else is done. */
    private static final int PART_FOR_LEAVING = 5;

    private final FrameSubscriber inbound;
    private final MqttReplyPublisher outbound;
    private final FrameProcessor ledger;
    private final LeaderElector duty;
    private final ReplayDispatcher replays;
    private final Duration stopTime;
    private volatile boolean stopping;

    @Inject
    ConnectionLifecycle(
            FrameSubscriber inbound,
            MqttReplyPublisher outbound,
            FrameProcessor ledger,
            LeaderElector duty,
            ReplayDispatcher replays,
            MqttConfig config) {
        this.inbound = inbound;
        this.outbound = outbound;
        this.ledger = ledger;
        this.duty = duty;
        this.replays = replays;
        this.stopTime = config.shutdownTimeout();
    }

    /** Whether this replica is about to end. */
    boolean isStopping() {
        return stopping;
    }

    @Override
    public void termBegan(LeaderTerm term) {
        if (!stopping) {
            outbound.open(term);
            inbound.open(term);
        }
    }

    @Override
    public void termEnded(LeaderTerm term) {
        inbound.close();
        outbound.close();
    }

    /** Stop taking, finish what was taken, wait for the confirmations, and only then make room for another replica. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        long end = System.nanoTime() + stopTime.toNanos();
        stopping = true;
        LOG.info("stopping: finishing what is in hand");
        Duration leaving = stopTime.dividedBy(PART_FOR_LEAVING);
        replays.pause();
        boolean paused = isDone(inbound.pause(), leaving);
        if (duty.isLeader() && !(paused && ledger.drain(until(end).minus(leaving)))) {
            LOG.warn("stopping with replies unconfirmed; the next replica on duty sends them again");
        }
        if (!isDone(Future.join(inbound.close(), outbound.close()), until(end).dividedBy(2))) {
            LOG.warn("stopping without the broker's goodbye");
        }
        duty.resign(until(end));
    }

    private static Duration until(long end) {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    private static boolean isDone(Future<?> work, Duration patience) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        work.onComplete(result -> done.countDown());
        return done.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}
