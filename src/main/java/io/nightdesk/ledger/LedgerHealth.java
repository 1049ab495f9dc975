package io.nightdesk.ledger;

import io.nightdesk.faq.RuleBook;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/** Whether the database side is fit to serve. Reads states that the beat keeps, so a probe costs and blocks nothing. */
@Singleton
class LedgerHealth {

    private final Duty duty;
    private final RuleBook book;

    @Inject
    LedgerHealth(Duty duty, RuleBook book) {
        this.duty = duty;
        this.book = book;
    }

    @Produces
    @Readiness
    HealthCheck database() {
        return () -> HealthCheckResponse.named("database")
                .withData("reachable", duty.isDatabaseReachable())
                .withData("migrated", duty.isMigrated())
                .withData("rules_loaded", book.isLoaded())
                .withData("on_duty", duty.isOnDuty())
                .withData("complaint", duty.complaint().orElse(""))
                .status(duty.isDatabaseReachable()
                        && duty.isMigrated()
                        && book.isLoaded()
                        && duty.hasSought()
                        && duty.complaint().isEmpty())
                .build();
    }

    /** Start order is free: a process that waits for its database has started well. */
    @Produces
    @Startup
    HealthCheck started() {
        return () -> HealthCheckResponse.up("started");
    }
}
