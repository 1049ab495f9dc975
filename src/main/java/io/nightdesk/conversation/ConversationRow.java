package io.nightdesk.conversation;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;

/** A session as stored. The desk is one per database, so the customer's uid names the session. */
@Entity
@Table(name = "conversation")
public class ConversationRow extends PanacheEntityBase {

    @Id
    @Column(name = "customer_uid")
    public String customerUid = "";

    @Column(name = "taken_over_until")
    public Instant takenOverUntil = Instant.EPOCH;

    @Column(name = "handed_off_until")
    public Instant handedOffUntil = Instant.EPOCH;

    @Column(name = "fallback_at")
    public Instant fallbackAt = Instant.EPOCH;

    public String menu = "";

    public String turns = "";

    /** The sessions that an agent has at {@code now}. */
    public static List<ConversationRow> takenOver(Instant now) {
        return list("takenOverUntil > ?1", now);
    }

    /** How the customer's session stands. */
    public static Conversation of(String customerUid) {
        return ConversationRow.<ConversationRow>findByIdOptional(customerUid)
                .map(ConversationRow::toConversation)
                .orElse(Conversation.NEW);
    }

    private Conversation toConversation() {
        return new Conversation(takenOverUntil, handedOffUntil, fallbackAt, Menu.parse(menu), Turns.parse(turns));
    }
}
