package io.nightdesk.rest;

import io.smallrye.health.AsyncHealthCheckFactory;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Runs the health checks on a thread of their own. By default, they run on the threads that serve requests: if these are all
 * occupied, probes time out, and Kubernetes restarts a replica that answers customers as it should.
 */
@Alternative
@Priority(1)
@Singleton
public class HealthCheckExecutor extends AsyncHealthCheckFactory {

    static final String THREAD = "nightdesk-health";

    private final ExecutorService executor = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, THREAD);
        thread.setDaemon(true);
        return thread;
    });

    @Override
    public Uni<HealthCheckResponse> callSync(HealthCheck check) {
        return super.callSync(check).runSubscriptionOn(executor);
    }

    @PreDestroy
    void stop() {
        executor.shutdown();
    }
}
