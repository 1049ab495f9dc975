package io.nightdesk.rest;

import io.nightdesk.LocalizedMessage;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/**
 * Bounds how many threads the requests of the API occupy. They share the threads with logins, metrics and the scheduler, and must
 * not take all of them, for instance while each request waits for the database. Not a singleton, because Quarkus creates filters
 * before it has read the settings.
 */
@ApplicationScoped
public class RequestThreads {

    /** Uploads wait for their clients for most of the time. */
    static final int MAX_UPLOADS = 4;

    /** The number of threads that Quarkus has at least, unless it is configured. */
    private static final int DEFAULT_THREADS = 200;

    private static final Duration RETRY_DELAY = Duration.ofSeconds(1);

    private final Semaphore requests;
    private final Semaphore logins;
    private final Semaphore uploads = new Semaphore(MAX_UPLOADS);

    @Inject
    RequestThreads(@ConfigProperty(name = "quarkus.thread-pool.max-threads") OptionalInt threads) {
        int all = threads.orElse(DEFAULT_THREADS);
        this.requests = new Semaphore(Math.max(1, all / 2));
        this.logins = new Semaphore(Math.max(1, all / 4));
    }

    /** Rejects the request with 503, or counts it until it has ended. */
    void occupy(ServerRequestContext request) {
        occupy(
                request,
                requests,
                LocalizedMessage.of("Too many requests at the same time. Try again later.", "同时处理的请求太多，请稍后重试。"));
    }

    /** The same for a request with a body that is read while it arrives. */
    void occupyForUpload(ServerRequestContext request) {
        occupy(
                request,
                uploads,
                LocalizedMessage.of("Too many uploads at the same time. Try again later.", "同时上传的文件太多，请稍后重试。"));
    }

    /** Runs a login, which occupies a thread before the request does, or rejects it with 503. */
    public <T> Uni<T> occupyForLogin(Uni<T> login) {
        return Uni.createFrom().deferred(() -> {
            if (!logins.tryAcquire()) {
                return Uni.createFrom()
                        .failure(overloaded(LocalizedMessage.of(
                                "Too many logins at the same time. Try again later.", "同时登录的人太多，请稍后重试。")));
            }
            return login.onTermination().invoke(logins::release);
        });
    }

    private static void occupy(ServerRequestContext request, Semaphore permits, LocalizedMessage refusal) {
        if (!permits.tryAcquire()) {
            throw overloaded(refusal);
        }
        request.registerCompletionCallback(error -> permits.release());
    }

    private static ProblemException overloaded(LocalizedMessage refusal) {
        return ProblemException.unavailable(refusal, RETRY_DELAY);
    }
}
