package io.nightdesk.history;

import io.nightdesk.rest.ProblemException;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Maps a report that did not complete to a 503 problem. */
@Singleton
final class ReportExceptionMapper {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    @ServerExceptionMapper
    Response toResponse(ReportExecutor.ReportException e) {
        return ProblemException.unavailable(e.reason().detail(), RETRY_AFTER).response();
    }
}
