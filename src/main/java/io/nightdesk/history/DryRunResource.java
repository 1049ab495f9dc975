package io.nightdesk.history;

import io.nightdesk.decision.Decision;
import io.nightdesk.decision.DecisionEngine;
import io.nightdesk.decision.InboundMessage;
import io.nightdesk.decision.ReplyTemplate;
import io.nightdesk.faq.match.CompiledRules;
import io.nightdesk.faq.match.MatchQuery;
import io.nightdesk.faq.rules.RuleForm;
import io.nightdesk.faq.rules.RuleSnapshot;
import io.nightdesk.hours.HoursSnapshot;
import io.nightdesk.order.OrderQuery;
import io.nightdesk.order.OrderRepository;
import io.nightdesk.rest.ProblemException;
import io.nightdesk.rest.Role;
import io.nightdesk.session.SessionEntity;
import io.nightdesk.session.SessionState;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;

/** Tells what the desk would do about a message, by the desk itself; nothing is stored or sent. */
@Singleton
@Path("/api/v1/try")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.Name.EDITOR)
public class DryRunResource {

    /** Has no orders, and no session. */
    private static final String NOBODY = "nobody";

    private final DecisionEngine desk;
    private final RuleSnapshot book;
    private final HoursSnapshot hours;
    private final OrderRepository orders;
    private final Clock clock;

    @Inject
    DryRunResource(DecisionEngine desk, RuleSnapshot book, HoursSnapshot hours, OrderRepository orders, Clock clock) {
        this.desk = desk;
        this.book = book;
        this.hours = hours;
        this.orders = orders;
        this.clock = clock;
    }

    /** One decision. */
    @POST
    @Transactional
    @Operation(
            summary = "Try what the desk would answer, and why",
            description = "Decides as for a frame that came now, with the rules in force, or with a draft of one that"
                    + " is not saved. Nothing is stored or sent.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = DryRunResult.Asked.class),
                            examples =
                                    @ExampleObject(
                                            name = "refund",
                                            value = "{\"text\": \"退款几天能到账\", \"sender\": \"10001\"}")))
    public DryRunResult decide(DryRunResult.Asked asked) throws SQLException {
        Optional<String> sender = Optional.ofNullable(asked.sender());
        Instant now = Optional.ofNullable(asked.at()).orElseGet(clock::instant);
        CompiledRules rules = Optional.ofNullable(asked.rule()).map(this::with).orElseGet(book::rules);
        InboundMessage inquiry = new InboundMessage(
                sender.orElse(NOBODY),
                Optional.ofNullable(asked.businessType()).orElse(MatchQuery.SHOP),
                new InboundMessage.Content.Text(
                        asked.text(), Optional.ofNullable(asked.order()).orElse("")),
                now,
                /* waitedSince= */ Optional.empty(),
                /* superseded= */ false);
        SessionState before = sender.map(SessionEntity::of).orElse(SessionState.NEW);
        Decision decision = desk.decide(inquiry, before, rules, hours.hours(), now);
        List<OrderQuery> questions =
                decision.reply().flatMap(ReplyTemplate::orderQuery).stream().toList();
        return DryRunResult.of(decision, orders.find(questions), now);
    }

    private CompiledRules with(RuleForm draft) {
        ProblemException.throwIfAny(
                book.errors(draft).stream().map(fault -> fault.in("rule")).toList());
        return book.rules().with(draft.toRule());
    }
}
