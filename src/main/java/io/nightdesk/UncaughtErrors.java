package io.nightdesk;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Ends the process if memory runs out where nobody catches it: on an event loop or a thread of a library. */
@Singleton
class UncaughtErrors {

    private static final Logger LOG = Logger.getLogger(UncaughtErrors.class);

    void register(@Observes StartupEvent event, Vertx vertx) {
        vertx.exceptionHandler(UncaughtErrors::report);
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> report(failure));
    }

    private static void report(Throwable failure) {
        OutOfMemory.exitIfCauseOf(failure);
        LOG.error("Uncaught exception", failure);
    }
}
