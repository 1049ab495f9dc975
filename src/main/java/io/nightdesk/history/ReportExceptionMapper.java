package io.nightdesk.history;

import io.nightdesk.rest.ProblemException;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What the API says when a report was refused. */
@Singleton
final class ReportExceptionMapper {

    private static final Duration LATER = Duration.ofSeconds(10);

    @ServerExceptionMapper
    Response refused(ReportExecutor.Refused e) {
        String detail = e.trouble() == ReportExecutor.Trouble.BUSY
                ? "Others are reading a lot right now. Try again later."
                : "This would take too long. Ask for less: a shorter time, or one customer.";
        return ProblemException.unavailable(detail, LATER).response();
    }
}
