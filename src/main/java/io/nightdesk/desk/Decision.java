package io.nightdesk.desk;

import io.nightdesk.conversation.Conversation;
import io.nightdesk.faq.Match;
import java.util.Optional;

/**
 * What the desk does about one message.
 *
 * @param wording what is said; empty for silence
 * @param match what the rules made of the text; empty when they were not asked
 * @param after the session's state from now on
 */
public record Decision(Outcome outcome, Optional<Wording> wording, Optional<Match> match, Conversation after) {

    Decision with(Conversation changed) {
        return new Decision(outcome, wording, match, changed);
    }

    static Decision silence(Outcome outcome, Conversation conversation) {
        return new Decision(outcome, Optional.empty(), Optional.empty(), conversation);
    }
}
