package io.nightdesk.history;

import io.nightdesk.IdentityConfig;
import io.nightdesk.decision.Outcome;
import io.nightdesk.rest.Csv;
import io.nightdesk.rest.Download;
import io.nightdesk.rest.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Statistics of outcomes and rules, without customers' texts. */
@Singleton
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.Name.VIEWER)
public class StatsResource {

    private static final List<String> OUTCOMES =
            Arrays.stream(Outcome.values()).map(Enum::name).toList();

    private final StatsQueries stats;
    private final ZoneId zone;
    private final Clock clock;

    @Inject
    StatsResource(StatsQueries stats, IdentityConfig config, Clock clock) {
        this.stats = stats;
        this.zone = config.zone();
        this.clock = clock;
    }

    @GET
    @Path("stats")
    @Operation(
            summary = "Count outcomes by day, and answers by rule",
            description = "By default of the last 30 days; at most 366 days. Messages of erased customers are counted.")
    public StatsView read(@BeanParam DateRangeForm form) {
        return stats.stats(range(form));
    }

    @GET
    @Path("stats.csv")
    @Produces(Csv.MEDIA_TYPE)
    @Operation(
            summary = "Download the outcomes by day as CSV",
            description = "One row for each day: the day, the count of each outcome, the answered and the unanswered"
                    + " share. UTF-8 with a byte order mark.")
    @APIResponse(
            responseCode = "200",
            description = "The table, with a header row.",
            content = @Content(mediaType = Csv.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING)))
    public Response csv(@BeanParam DateRangeForm form) {
        StringBuilder csv = new StringBuilder(Csv.BYTE_ORDER_MARK)
                .append(line("day", OUTCOMES.stream(), "answeredShare", "unansweredShare"));
        stats.days(range(form))
                .forEach(day -> csv.append(line(
                        day.day().toString(),
                        OUTCOMES.stream()
                                .map(outcome -> String.valueOf(day.outcomes().getOrDefault(outcome, 0L))),
                        text(day.answeredShare()),
                        text(day.unansweredShare()))));
        return Download.csv(csv.toString(), "stats.csv");
    }

    private DateRange range(DateRangeForm form) {
        return form.toRange(LocalDate.now(clock.withZone(zone)), zone);
    }

    private static String line(String first, Stream<String> more, String... last) {
        List<String> cells = new ArrayList<>(List.of(first));
        more.forEach(cells::add);
        cells.addAll(List.of(last));
        return Csv.line(cells);
    }

    private static String text(@Nullable Double share) {
        return share == null ? "" : share.toString();
    }
}
