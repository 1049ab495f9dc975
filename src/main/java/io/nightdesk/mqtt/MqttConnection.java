package io.nightdesk.mqtt;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.nightdesk.OutOfMemory;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * Keeps one connection to the broker while it is wanted, and reconnects with exponential backoff without giving up.
 * Everything happens on one Vert.x context, so users need no locks; {@link #open} and {@link #close} may be called from
 * any thread.
 */
final class MqttConnection {

    private static final Logger LOG = Logger.getLogger(MqttConnection.class);
    static final Duration INITIAL_BACKOFF = Duration.ofMillis(200);
    private static final int MAX_BACKOFF_FACTOR = 50;
    /** A connection that lasted longer resets the backoff. */
    private static final Duration STABLE_AFTER = Duration.ofSeconds(10);
    /** How often a failure that persists is logged again. */
    private static final Duration REMINDER_INTERVAL = Duration.ofMinutes(1);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    static final String READING_CREDENTIALS = "the broker's credential files are still being read";

    /** Uses the connections. All calls are on the context of the connection. */
    interface Listener {
        /** Called before anything can arrive: sets the client's handlers. */
        void prepare(MqttClient client);

        void connected(MqttClient client);

        /** The broker answered a PINGREQ. */
        default void pingAnswered() {}

        /**
         * The broker, or the network, ended the established connection; called before {@link #disconnected}. Not called when
         * this side ended it, for example after a timeout.
         *
         * @return the likely reason, if what was sent or expected last suggests one
         */
        default Optional<String> endedByBroker() {
            return Optional.empty();
        }

        /** The connection was lost, or the attempt to connect failed. */
        void disconnected();
    }

    private final String link;
    private final Vertx vertx;
    private final Context context;
    private final MqttConfig.Broker broker;
    private final Callable<MqttClientOptions> options;
    private final ConnectionFailure failure;
    private final Listener listener;
    private final ClientIdConflict conflict = new ClientIdConflict();
    private final Counter reconnects;

    private Optional<MqttClient> client = Optional.empty();
    private BooleanSupplier wanted = () -> false;
    private final Duration initialBackoff;
    private Duration backoff;
    /** {@link System#nanoTime} at which the connection was established; empty while there is none. */
    private Optional<Long> connectedAt = Optional.empty();

    /** {@link System#nanoTime} of the oldest PINGREQ without an answer; empty if there is none. */
    private Optional<Long> pingedAt = Optional.empty();

    private long keepAliveTimer;
    private boolean retryScheduled;

    /** Whether credentials are being read. A file system may block the reader forever, but never more than one reader. */
    private boolean readingCredentials;

    private volatile Optional<String> failureReason = Optional.empty();
    private long failureLoggedAt;

    /**
     * @param link the name of the connection in logs and metrics
     * @param options makes the options of each connection; called on a thread that may block. Without automatic keep-alive, this
     *     class sends PINGREQ
     * @param initialBackoff the pause before the first attempt to reconnect; it doubles up to {@value #MAX_BACKOFF_FACTOR} times
     *     that
     */
    MqttConnection(
            String link,
            Vertx vertx,
            Context context,
            MqttConfig.Broker broker,
            Callable<MqttClientOptions> options,
            Listener listener,
            MeterRegistry registry,
            Duration initialBackoff) {
        this.link = link;
        this.vertx = vertx;
        this.context = context;
        this.broker = broker;
        this.options = options;
        this.failure = new ConnectionFailure(broker);
        this.listener = listener;
        this.initialBackoff = initialBackoff;
        this.backoff = initialBackoff;
        this.reconnects = Counter.builder("nightdesk.reconnects")
                .description("wanted connections to the broker that were lost, and attempts to connect that failed")
                .tag("link", link)
                .register(registry);
        Gauge.builder("nightdesk.client.id.conflict", conflict, c -> c.isSuspected(System.nanoTime()) ? 1 : 0)
                .description("1 while another client seems to use the client id of this connection")
                .tag("link", link)
                .register(registry);
    }

    /** Why there is no working connection; empty while there is one, or while none is wanted. */
    Optional<String> failureReason() {
        return failureReason;
    }

    /** Connects and stays connected while {@code wanted}, which is asked before every attempt. */
    void open(BooleanSupplier wanted) {
        context.runOnContext(v -> {
            this.wanted = wanted;
            backoff = initialBackoff;
            conflict.otherFailure();
            if (broker.tls() && !broker.verifyHost()) {
                LOG.warnf(
                        "The broker's host name is not verified, because NIGHTDESK_BROKER_VERIFY_HOST is false:"
                                + " link=%s",
                        link);
            }
            connect();
        });
    }

    /** Disconnects and does not reconnect. Completes when DISCONNECT was sent. */
    Future<Void> close() {
        Promise<Void> closed = Promise.promise();
        context.runOnContext(v -> {
            wanted = () -> false;
            failureReason = Optional.empty();
            disconnect("closed").onComplete(result -> closed.complete());
        });
        return closed.future();
    }

    /** Replaces a connection that does not work, after a pause. Call on the context of the connection. */
    void reconnect(MqttClient failed, String reason) {
        if (isCurrent(failed)) {
            disconnect(reason);
        }
    }

    /** Replaces a connection that failed with an exception. Call on the context of the connection. */
    void failed(MqttClient failed, Throwable cause) {
        OutOfMemory.exitIfCauseOf(cause);
        if (isCurrent(failed)) {
            String reason = failure.describe(cause, connectedAt.isPresent());
            if (connectedAt.isPresent() && ConnectionFailure.isEndedByOtherSide(cause)) {
                endedByOtherSide(failed, reason);
            } else {
                disconnect(reason);
            }
        }
    }

    /** The connection does its work, so an earlier failure is over. Call on the context of the connection. */
    void markHealthy() {
        failureReason = Optional.empty();
    }

    /** The broker did work on this connection, so the next one may follow soon. Call on the context of the connection. */
    void resetBackoff() {
        backoff = initialBackoff;
    }

    /** Sends PINGREQ, apart from those that keep the connection alive. Call on the context of the connection. */
    void ping(MqttClient pinging) {
        if (isCurrent(pinging) && pinging.isConnected()) {
            pingedAt = pingedAt.or(() -> Optional.of(System.nanoTime()));
            pinging.ping();
        }
    }

    private void connect() {
        if (client.isPresent() || !wanted.getAsBoolean()) {
            return;
        }
        if (readingCredentials) {
            retry(READING_CREDENTIALS);
            return;
        }
        readingCredentials = true;
        long timeout = vertx.setTimer(CONNECT_TIMEOUT.toMillis(), t -> retry(READING_CREDENTIALS));
        context.executeBlocking(options, false).onComplete(read -> {
            vertx.cancelTimer(timeout);
            readingCredentials = false;
            if (read.succeeded()) {
                connect(read.result());
            } else {
                retry(failure.describe(read.cause(), false));
            }
        });
    }

    private void connect(MqttClientOptions complete) {
        if (client.isPresent() || !wanted.getAsBoolean()) {
            return;
        }
        MqttClient connecting = MqttClient.create(vertx, complete);
        client = Optional.of(connecting);
        connecting.exceptionHandler(e -> failed(connecting, e));
        connecting.closeHandler(v -> closed(connecting));
        connecting.pingResponseHandler(v -> {
            if (isCurrent(connecting)) {
                pingedAt = Optional.empty();
                listener.pingAnswered();
            }
        });
        listener.prepare(connecting);
        // The client itself waits for CONNACK without a limit.
        long timeout = vertx.setTimer(
                CONNECT_TIMEOUT.toMillis(), t -> reconnect(connecting, "the broker does not answer CONNECT"));
        connecting.connect(broker.port(), broker.host()).onComplete(result -> {
            vertx.cancelTimer(timeout);
            if (!isCurrent(connecting)) {
                connecting.disconnect();
            } else if (result.failed()) {
                connectionLost(connecting, failure.describe(result.cause(), false));
            } else {
                connectedAt = Optional.of(System.nanoTime());
                conflict.connected(System.nanoTime());
                if (!complete.isAutoKeepAlive()) {
                    keepAliveTimer = vertx.setPeriodic(broker.keepAlive().toSeconds() * 1_000, t -> ping(connecting));
                }
                ClientChannel.consolidateFlushes(connecting);
                LOG.infof("MQTT connected: link=%s broker=%s:%d", link, broker.host(), broker.port());
                listener.connected(connecting);
            }
        });
    }

    /** The established connection is closed, and this class did not close it. */
    private void closed(MqttClient closed) {
        // The client closes a connection on which a PINGREQ is not answered.
        if (pingedAt.filter(at -> System.nanoTime() - at >= pingTimeout().toNanos())
                .isPresent()) {
            connectionLost(closed, ConnectionFailure.NO_PING_ANSWER);
        } else if (isCurrent(closed)) {
            endedByOtherSide(closed, ConnectionFailure.CLOSED);
        }
    }

    /** A broker that closes a connection on which it has not read everything resets it. */
    private void endedByOtherSide(MqttClient ended, String reason) {
        boolean isConflict = conflict.isSuspected(System.nanoTime());
        boolean explained = endedByBroker(ended, isConflict ? ConnectionFailure.CLIENT_ID_CONFLICT : reason);
        if (!explained && wanted.getAsBoolean()) {
            conflict.closed(System.nanoTime());
        }
    }

    private Duration pingTimeout() {
        // The client allows one and a half intervals; its timer and this clock may differ a little.
        return Duration.ofSeconds(broker.keepAlive().toSeconds())
                .multipliedBy(3)
                .dividedBy(2)
                .minusMillis(100);
    }

    /** Returns whether the listener knows the likely reason; {@code reason} is for when it does not. */
    private boolean endedByBroker(MqttClient ended, String reason) {
        Optional<String> likely = listener.endedByBroker();
        ended.disconnect();
        connectionLost(ended, likely.orElse(reason));
        return likely.isPresent();
    }

    private Future<Void> disconnect(String reason) {
        Future<Void> sent = client.map(MqttClient::disconnect).orElse(Future.succeededFuture());
        client.ifPresent(current -> connectionLost(current, reason));
        return sent;
    }

    private void connectionLost(MqttClient lost, String reason) {
        if (!isCurrent(lost)) {
            return;
        }
        client = Optional.empty();
        lost.publishHandler(null);
        lost.publishCompletionHandler(null);
        lost.subscribeCompletionHandler(null);
        // A broker that accepts connections and closes them at once must not be called four times a second.
        if (connectedAt
                .filter(at -> System.nanoTime() - at > STABLE_AFTER.toNanos())
                .isPresent()) {
            backoff = initialBackoff;
        }
        connectedAt = Optional.empty();
        pingedAt = Optional.empty();
        vertx.cancelTimer(keepAliveTimer);
        listener.disconnected();
        retry(reason);
    }

    private void retry(String reason) {
        if (!wanted.getAsBoolean() || retryScheduled) {
            return;
        }
        conflict.otherFailure();
        reportFailure(reason);
        reconnects.increment();
        retryScheduled = true;
        long jitter = ThreadLocalRandom.current().nextLong(backoff.toMillis() / 4 + 1);
        vertx.setTimer(backoff.toMillis() + jitter, t -> {
            retryScheduled = false;
            connect();
        });
        Duration doubled = backoff.multipliedBy(2);
        Duration max = initialBackoff.multipliedBy(MAX_BACKOFF_FACTOR);
        backoff = doubled.compareTo(max) > 0 ? max : doubled;
    }

    /** Logs a failure when its reason changes, and from time to time while it persists. */
    private void reportFailure(String reason) {
        boolean changed = failureReason.filter(reason::equals).isEmpty();
        if (changed || System.nanoTime() - failureLoggedAt > REMINDER_INTERVAL.toNanos()) {
            LOG.warnf("MQTT connection failed, retrying: link=%s reason=%s", link, reason);
            failureLoggedAt = System.nanoTime();
        }
        failureReason = Optional.of(reason);
    }

    private boolean isCurrent(MqttClient candidate) {
        return client.filter(current -> current == candidate).isPresent();
    }
}
