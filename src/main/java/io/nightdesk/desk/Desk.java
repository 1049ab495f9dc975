package io.nightdesk.desk;

import io.nightdesk.conversation.Conversation;
import io.nightdesk.faq.Language;
import io.nightdesk.faq.Match;
import io.nightdesk.faq.RuleSet;
import io.nightdesk.order.OrderPlaceholders;
import io.nightdesk.order.OrderQuestion;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Decides what becomes of a message. The order of the checks is the product's promise of when it keeps quiet. */
@Singleton
public final class Desk {

    private final DeskConfig config;

    @Inject
    public Desk(DeskConfig config) {
        this.config = config;
    }

    /** The decision for {@code inquiry} in a session that stands at {@code conversation}; the same input, the same answer. */
    public Decision decide(Inquiry inquiry, Conversation conversation, RuleSet rules, Instant now) {
        if (inquiry.message() instanceof Inquiry.Message.NoMessage) {
            return Decision.silence(Outcome.NOT_A_MESSAGE, conversation);
        }
        if (isStale(inquiry, now)) {
            return Decision.silence(Outcome.STALE, conversation);
        }
        if (config.mode() == Mode.OFF) {
            return Decision.silence(Outcome.MODE_OFF, conversation);
        }
        if (conversation.isTakenOver(now)) {
            return Decision.silence(Outcome.TAKEN_OVER, conversation);
        }
        if (inquiry.message() instanceof Inquiry.Message.Question question) {
            return answer(inquiry.customerUid(), question, conversation, rules, now);
        }
        String text = config.texts().imageZh() + "\n" + config.texts().imageEn();
        return fallback(Outcome.IMAGE_FALLBACK, text, Optional.empty(), conversation, now);
    }

    /** The session's state after a frame under the desk's uid that was no reply of the desk. */
    public Conversation agentWrote(Conversation conversation, Instant now) {
        return config.takeover().enabled()
                ? conversation.takenOver(now, config.takeover().silence())
                : conversation;
    }

    /** Both must tell: the customer's clock may be wrong, and a backlog may be a minute old. */
    private boolean isStale(Inquiry inquiry, Instant now) {
        Duration age = Duration.between(inquiry.sentAt(), now);
        return inquiry.backlog() && age.compareTo(config.staleAfter()) > 0;
    }

    private Decision answer(
            String customerUid,
            Inquiry.Message.Question question,
            Conversation conversation,
            RuleSet rules,
            Instant now) {
        Match match = rules.match(question.text());
        Locale language = Language.of(question.text());
        if (match.winner().isEmpty()) {
            String text = inLanguage(
                    language, config.texts().fallbackZh(), config.texts().fallbackEn());
            return fallback(Outcome.FALLBACK, text, Optional.of(match), conversation, now);
        }
        String answer = match.winner().get().in(language);
        Wording wording = OrderPlaceholders.in(answer)
                ? aboutOrder(answer, OrderQuestion.of(customerUid, question.text(), question.businessId()), language)
                : new Wording.Plain(answer);
        return new Decision(Outcome.ANSWERED, Optional.of(wording), Optional.of(match), conversation);
    }

    private Decision fallback(
            Outcome outcome, String text, Optional<Match> match, Conversation conversation, Instant now) {
        if (!conversation.fallbackDue(now, config.fallbackCooldown())) {
            return new Decision(Outcome.COOLDOWN, Optional.empty(), match, conversation);
        }
        return new Decision(outcome, Optional.of(new Wording.Plain(text)), match, conversation.fallbackGiven(now));
    }

    private Wording aboutOrder(String template, OrderQuestion question, Locale language) {
        String unknown = inLanguage(
                language, config.texts().orderUnknownZh(), config.texts().orderUnknownEn());
        return new Wording.AboutOrder(template, question, unknown, language, config.zone());
    }

    private static String inLanguage(Locale language, String chinese, String english) {
        return language.equals(Locale.ENGLISH) ? english : chinese;
    }
}
