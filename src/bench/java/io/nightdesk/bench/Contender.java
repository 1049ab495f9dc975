package io.nightdesk.bench;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A process that answers frames: a build of Nightdesk, or an echo. */
interface Contender extends AutoCloseable {

    Duration PATIENCE = Duration.ofSeconds(60);

    String name();

    /** Starts it and waits until it takes frames. */
    void start() throws Exception;

    /** Lets it disconnect, and waits until it has. Its persistent session stays at the broker. */
    void disconnect() throws Exception;

    /** Lets it connect again, and waits until it takes frames. */
    void reconnect() throws Exception;

    /** Waits until nothing is left of a reconnection. */
    void settle() throws Exception;

    long pid();

    /** How long it needs under load until it is as fast as it gets, if a large program on a JVM needs {@code jvm}. */
    Duration warmup(Duration jvm);

    /** Polls often, because what is awaited may take milliseconds; returns how long it took since {@code began}. */
    static Duration await(String what, long began, Callable<Boolean> condition, BooleanSupplier alive)
            throws Exception {
        while (!condition.call()) {
            if (!alive.getAsBoolean() || System.nanoTime() - began > PATIENCE.toNanos()) {
                throw new IllegalStateException(what + " did not happen, see target/apps");
            }
            TimeUnit.MILLISECONDS.sleep(2);
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
