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
import io.nightdesk.hours.Mode;
import io.nightdesk.hours.OpeningHours;
import io.nightdesk.order.OrderForm;
import io.nightdesk.order.OrderQuery;
import io.nightdesk.order.OrderRepository;
import io.nightdesk.order.OrderSelection;
import io.nightdesk.rest.Admission;
import io.nightdesk.rest.AdmissionControl;
import io.nightdesk.rest.CostlyOperation;
import io.nightdesk.rest.FieldError;
import io.nightdesk.rest.ProblemException;
import io.nightdesk.rest.Role;
import io.nightdesk.session.SessionEntity;
import io.nightdesk.session.SessionState;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jspecify.annotations.Nullable;

/** Runs the decision engine on a message that nobody sent. Nothing is stored or sent. */
@Singleton
@Path("/api/v1/try")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.Name.EDITOR)
public class DryRunResource {

    /** The sender of a message without one: a uid without orders and without a session. */
    private static final String ANONYMOUS = "nobody";

    private final DecisionEngine engine;
    private final RuleSnapshot rules;
    private final HoursSnapshot hours;
    private final OrderRepository orders;
    private final AdmissionControl admissions;
    private final Clock clock;

    @Inject
    DryRunResource(
            DecisionEngine engine,
            RuleSnapshot rules,
            HoursSnapshot hours,
            OrderRepository orders,
            AdmissionControl admissions,
            Clock clock) {
        this.engine = engine;
        this.admissions = admissions;
        this.rules = rules;
        this.hours = hours;
        this.orders = orders;
        this.clock = clock;
    }

    @POST
    @Operation(
            summary = "Try what the desk would answer, and why",
            description = "Decides as if the message arrived now or at another time, with the rules in force. A rule in"
                    + " the request is a draft, which need not be saved, and an order need not be stored. Nothing is"
                    + " stored or sent.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = DryRunResult.Request.class),
                            examples =
                                    @ExampleObject(
                                            name = "refund",
                                            value = "{\"text\": \"退款几天能到账\", \"sender\": \"10001\"}")))
    public DryRunResult decide(DryRunResult.Request request) throws SQLException {
        if (request.assumedOrder() != null && request.assumedOrder().number() == null) {
            throw ProblemException.invalid(FieldError.of("assumedOrder.number", "is required", "必填"));
        }
        Optional<String> sender = Optional.ofNullable(request.sender());
        Instant now = Optional.ofNullable(request.at()).orElseGet(clock::instant);
        RuleForm draft = request.rule();
        CompiledRules compiled = draft == null ? rules.rules() : withDraft(draft);
        InboundMessage message = new InboundMessage(
                sender.orElse(ANONYMOUS),
                Optional.ofNullable(request.businessType()).orElse(MatchQuery.SHOP),
                new InboundMessage.Content.Text(
                        request.text(), Optional.ofNullable(request.order()).orElse("")),
                now,
                /* waitedSince= */ Optional.empty(),
                /* superseded= */ false);
        // No connection is held while rules are compiled and matched.
        SessionState before = sender.map(
                        uid -> QuarkusTransaction.requiringNew().call(() -> SessionEntity.of(uid)))
                .orElse(SessionState.NEW);
        OpeningHours inForce = hours.hours();
        OpeningHours assumed = Boolean.TRUE.equals(request.always()) ? inForce.withMode(Mode.ALWAYS) : inForce;
        Decision decision = engine.decide(message, before, compiled, assumed, now);
        return DryRunResult.of(decision, findOrders(decision, request.assumedOrder()), now);
    }

    private Map<OrderQuery, OrderSelection> findOrders(Decision decision, @Nullable OrderForm assumed)
            throws SQLException {
        Optional<OrderQuery> query = decision.reply().flatMap(ReplyTemplate::orderQuery);
        if (query.isEmpty()) {
            return Map.of();
        }
        return assumed == null
                ? orders.find(List.of(query.get()))
                : Map.of(query.get(), query.get().selectFrom(List.of(assumed.toOrder())));
    }

    private CompiledRules withDraft(RuleForm draft) {
        Admission admitted = admissions.enter(CostlyOperation.COMPILATION);
        try {
            ProblemException.throwIfAny(
                    rules.errors(draft).stream().map(error -> error.in("rule")).toList());
            return rules.rules().with(draft.toRule());
        } finally {
            admitted.close();
        }
    }
}
