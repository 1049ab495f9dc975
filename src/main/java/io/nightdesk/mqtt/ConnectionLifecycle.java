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

/** Connects when this replica becomes leader, disconnects when its term ends, and shuts down in an orderly way. */
@Singleton
class ConnectionLifecycle implements LeadershipListener {

    private static final Logger LOG = Logger.getLogger(ConnectionLifecycle.class);
    /** This fraction of the shutdown timeout is reserved for disconnecting and for giving up the lease. */
    private static final int RESERVED_FRACTION = 5;

    private final FrameSubscriber subscriber;
    private final MqttReplyPublisher publisher;
    private final FrameProcessor processor;
    private final LeaderElector elector;
    private final ReplayDispatcher replayDispatcher;
    private final Duration timeout;
    private volatile boolean stopping;

    @Inject
    ConnectionLifecycle(
            FrameSubscriber subscriber,
            MqttReplyPublisher publisher,
            FrameProcessor processor,
            LeaderElector elector,
            ReplayDispatcher replayDispatcher,
            MqttConfig config) {
        this.subscriber = subscriber;
        this.publisher = publisher;
        this.processor = processor;
        this.elector = elector;
        this.replayDispatcher = replayDispatcher;
        this.timeout = config.shutdownTimeout();
    }

    /** Whether this replica is shutting down. */
    boolean isStopping() {
        return stopping;
    }

    @Override
    public void termBegan(LeaderTerm term) {
        if (!stopping) {
            publisher.open(term);
            subscriber.open(term);
        }
    }

    @Override
    public void termEnded(LeaderTerm term) {
        subscriber.close();
        publisher.close();
    }

    /**
     * Stops receiving frames, processes those received, waits until their replies are confirmed, and only then lets another
     * replica become leader.
     */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        stopping = true;
        LOG.info("Stopping: finishing the frames already received");
        Duration reserved = timeout.dividedBy(RESERVED_FRACTION);
        replayDispatcher.pause();
        boolean paused = completes(subscriber.pause(), reserved);
        if (elector.isLeader() && !(paused && processor.drain(until(deadline).minus(reserved)))) {
            LOG.warn("Stopping with unconfirmed replies: the next leader sends them again");
        }
        if (!completes(
                Future.join(subscriber.close(), publisher.close()),
                until(deadline).dividedBy(2))) {
            LOG.warn("Stopping before the MQTT connections are closed");
        }
        elector.resign(until(deadline));
    }

    private static Duration until(long deadline) {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    private static boolean completes(Future<?> future, Duration timeout) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        future.onComplete(result -> done.countDown());
        return done.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }
}
