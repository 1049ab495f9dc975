package io.nightdesk.ledger;

import io.nightdesk.admin.ProblemException;
import io.nightdesk.admin.Role;
import io.nightdesk.conversation.Conversation;
import io.nightdesk.conversation.ConversationRow;
import io.nightdesk.desk.Decision;
import io.nightdesk.desk.Desk;
import io.nightdesk.desk.Inquiry;
import io.nightdesk.desk.Wording;
import io.nightdesk.faq.Question;
import io.nightdesk.faq.RuleBook;
import io.nightdesk.faq.RuleForm;
import io.nightdesk.faq.RuleSet;
import io.nightdesk.hours.HoursBook;
import io.nightdesk.order.OrderArchive;
import io.nightdesk.order.OrderQuestion;
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
public class TryResource {

    /** Has no orders, and no session. */
    private static final String NOBODY = "nobody";

    private final Desk desk;
    private final RuleBook book;
    private final HoursBook hours;
    private final OrderArchive orders;
    private final Clock clock;

    @Inject
    TryResource(Desk desk, RuleBook book, HoursBook hours, OrderArchive orders, Clock clock) {
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
                            schema = @Schema(implementation = Trial.Asked.class),
                            examples =
                                    @ExampleObject(
                                            name = "refund",
                                            value = "{\"text\": \"退款几天能到账\", \"sender\": \"10001\"}")))
    public Trial decide(Trial.Asked asked) throws SQLException {
        Optional<String> sender = Optional.ofNullable(asked.sender());
        Instant now = Optional.ofNullable(asked.at()).orElseGet(clock::instant);
        RuleSet rules = Optional.ofNullable(asked.rule()).map(this::with).orElseGet(book::rules);
        Inquiry inquiry = new Inquiry(
                sender.orElse(NOBODY),
                Optional.ofNullable(asked.businessType()).orElse(Question.SHOP),
                new Inquiry.Message.Question(
                        asked.text(), Optional.ofNullable(asked.order()).orElse("")),
                now,
                /* waitedSince= */ Optional.empty(),
                /* passedOver= */ false);
        Conversation before = sender.map(ConversationRow::of).orElse(Conversation.NEW);
        Decision decision = desk.decide(inquiry, before, rules, hours.hours(), now);
        List<OrderQuestion> questions =
                decision.wording().flatMap(Wording::needs).stream().toList();
        return Trial.of(decision, orders.find(questions), now);
    }

    private RuleSet with(RuleForm draft) {
        ProblemException.throwIfAny(
                book.faults(draft).stream().map(fault -> fault.in("rule")).toList());
        return book.with(draft);
    }
}
