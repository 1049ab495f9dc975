package io.nightdesk.mqtt;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
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
 * Keeps one connection to the broker for as long as it is wanted, reconnecting with growing pauses for ever. Everything
 * happens on one Vert.x context, so users need no locks; {@link #open} and {@link #close} may be called from anywhere.
 */
final class MqttConnection {

    private static final Logger LOG = Logger.getLogger(MqttConnection.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration STABLE = Duration.ofSeconds(10);
    private static final Duration REMINDER = Duration.ofMinutes(1);
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(10);

    private static final Duration STEP_PATIENCE = Duration.ofSeconds(8);
    static final String READING = "the files with the broker's credentials are still being read";

    /** What the owner of a link does with each connection. All calls are on the link's context. */
    interface Owner {
        /** Before anything can arrive: set the handlers. */
        void prepare(MqttClient client);

        void connected(MqttClient client);

        /** The connection, or the attempt at one, is over. */
        void disconnected();
    }

    private final String name;
    private final Vertx vertx;
    private final Context context;
    private final MqttConfig.Broker broker;
    private final Callable<MqttClientOptions> credentials;
    private final ConnectionFailure trouble;
    private final Owner owner;
    private final Counter reconnects;

    private Optional<MqttClient> client = Optional.empty();
    private BooleanSupplier wanted = () -> false;
    private Duration pause = FIRST_PAUSE;
    /** When the connection was made; empty while there is none. */
    private Optional<Long> connectedAt = Optional.empty();

    private boolean retryPlanned;

    /** Whether credentials are being read; a file system can keep a reader waiting for ever, but one reader only. */
    private boolean reading;

    private volatile Optional<String> complaint = Optional.empty();
    private long complainedAt;

    /** @param credentials makes the options of each connection; called on a thread that may block */
    MqttConnection(
            String name,
            Vertx vertx,
            Context context,
            MqttConfig.Broker broker,
            Callable<MqttClientOptions> credentials,
            Owner owner,
            MeterRegistry registry) {
        this.name = name;
        this.vertx = vertx;
        this.context = context;
        this.broker = broker;
        this.credentials = credentials;
        this.trouble = new ConnectionFailure(broker);
        this.owner = owner;
        this.reconnects = Counter.builder("nightdesk.reconnects")
                .description("connections to the broker, or attempts at one, that ended while they were wanted")
                .tag("link", name)
                .register(registry);
    }

    /** Why there is no connection, while one is wanted and cannot be had. */
    Optional<String> complaint() {
        return complaint;
    }

    /** Connects and stays connected while {@code wanted}; that is asked before every attempt. */
    void open(BooleanSupplier wanted) {
        context.runOnContext(v -> {
            this.wanted = wanted;
            pause = FIRST_PAUSE;
            if (broker.tls() && !broker.verifyHost()) {
                LOG.warnf(
                        "the broker's host name is not verified, as NIGHTDESK_BROKER_VERIFY_HOST says: link=%s", name);
            }
            connect();
        });
    }

    /** Disconnects and stays so; done when the broker was told. */
    Future<Void> close() {
        Promise<Void> done = Promise.promise();
        context.runOnContext(v -> {
            wanted = () -> false;
            complaint = Optional.empty();
            drop("closed").onComplete(result -> done.complete());
        });
        return done.future();
    }

    /** Ends a connection that is of no use any more; the next one follows after a pause. Call on the link's context. */
    void reconnect(MqttClient useless, String why) {
        if (isCurrent(useless)) {
            drop(why);
        }
    }

    private void connect() {
        if (client.isPresent() || !wanted.getAsBoolean()) {
            return;
        }
        if (reading) {
            retry(READING);
            return;
        }
        reading = true;
        long patience = vertx.setTimer(CONNECT_PATIENCE.toMillis(), t -> retry(READING));
        context.executeBlocking(credentials, false).onComplete(read -> {
            vertx.cancelTimer(patience);
            reading = false;
            if (read.succeeded()) {
                connect(read.result());
            } else {
                retry(trouble.of(read.cause(), false));
            }
        });
    }

    private void connect(MqttClientOptions complete) {
        if (client.isPresent() || !wanted.getAsBoolean()) {
            return;
        }
        MqttClient connecting = MqttClient.create(vertx, complete);
        client = Optional.of(connecting);
        connecting.exceptionHandler(e -> reconnect(connecting, trouble.of(e, connectedAt.isPresent())));
        connecting.closeHandler(v -> gone(connecting, trouble.closed(connectedAt.isPresent())));
        owner.prepare(connecting);
        // The client itself would wait for a CONNACK for ever.
        long patience = vertx.setTimer(
                CONNECT_PATIENCE.toMillis(), t -> reconnect(connecting, "the broker does not answer to CONNECT"));
        connecting.connect(broker.port(), broker.host()).onComplete(result -> {
            vertx.cancelTimer(patience);
            if (!isCurrent(connecting)) {
                connecting.disconnect();
            } else if (result.failed()) {
                gone(connecting, trouble.of(result.cause(), false));
            } else {
                connectedAt = Optional.of(System.nanoTime());
                LOG.infof("connected: link=%s broker=%s:%d", name, broker.host(), broker.port());
                owner.connected(connecting);
            }
        });
    }

    private Future<Void> drop(String why) {
        Future<Void> told = client.map(MqttClient::disconnect).orElse(Future.succeededFuture());
        client.ifPresent(current -> gone(current, why));
        return told;
    }

    private void gone(MqttClient gone, String why) {
        if (!isCurrent(gone)) {
            return;
        }
        client = Optional.empty();
        gone.publishHandler(null);
        gone.publishCompletionHandler(null);
        gone.subscribeCompletionHandler(null);
        // A connection that the broker accepts and at once ends again must not be sought four times a second.
        if (connectedAt.filter(at -> System.nanoTime() - at > STABLE.toNanos()).isPresent()) {
            pause = FIRST_PAUSE;
        }
        connectedAt = Optional.empty();
        owner.disconnected();
        retry(why);
    }

    private void retry(String why) {
        if (!wanted.getAsBoolean() || retryPlanned) {
            return;
        }
        complain(why);
        reconnects.increment();
        retryPlanned = true;
        long jitter = ThreadLocalRandom.current().nextLong(pause.toMillis() / 4 + 1);
        vertx.setTimer(pause.toMillis() + jitter, t -> {
            retryPlanned = false;
            connect();
        });
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    /** Says what is wrong when it changes, and now and then that it is so still. */
    private void complain(String why) {
        boolean isNew = complaint.filter(why::equals).isEmpty();
        if (isNew || System.nanoTime() - complainedAt > REMINDER.toNanos()) {
            LOG.warnf("not connected, trying on: link=%s reason=%s", name, why);
            complainedAt = System.nanoTime();
        }
        complaint = Optional.of(why);
    }

    /** The connection does what it is for. Call on the link's context. */
    void fit() {
        complaint = Optional.empty();
    }

    private boolean isCurrent(MqttClient candidate) {
        return client.filter(current -> current == candidate).isPresent();
    }

    /** The options of a connection, with the credentials as they are when it is asked: that blocks. */
    static Callable<MqttClientOptions> options(MqttConfig config, String clientId, boolean clean) {
        BrokerCredentials credentials = new BrokerCredentials(config.broker());
        return () -> credentials.addTo(plain(config, clientId, clean));
    }

    private static MqttClientOptions plain(MqttConfig config, String clientId, boolean clean) {
        MqttConfig.Broker broker = config.broker();
        MqttClientOptions options = new MqttClientOptions();
        options.setClientId(clientId);
        options.setCleanSession(clean);
        options.setAutoAck(false);
        options.setKeepAliveInterval((int) broker.keepAlive().toSeconds());
        options.setMaxMessageSize(broker.maxPacketBytes());
        options.setMaxInflightQueue(65_535);
        // Sooner than the patience for the whole, so that what is missing is told apart.
        options.setConnectTimeout((int) STEP_PATIENCE.toMillis());
        options.setSslHandshakeTimeout(STEP_PATIENCE.toSeconds());
        options.setTcpNoDelay(true);
        return options;
    }
}
