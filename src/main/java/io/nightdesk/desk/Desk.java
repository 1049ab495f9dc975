package io.nightdesk.desk;

import io.nightdesk.conversation.Conversation;
import io.nightdesk.conversation.Menu;
import io.nightdesk.faq.Answers.Variant;
import io.nightdesk.faq.Evidence;
import io.nightdesk.faq.Language;
import io.nightdesk.faq.Match;
import io.nightdesk.faq.Match.Verdict;
import io.nightdesk.faq.Question;
import io.nightdesk.faq.Rule;
import io.nightdesk.faq.RuleSet;
import io.nightdesk.order.OrderPlaceholders;
import io.nightdesk.order.OrderQuestion;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
        if (conversation.isHandedOff(now)) {
            return Decision.silence(Outcome.HANDED_OFF, conversation);
        }
        if (inquiry.message() instanceof Inquiry.Message.Question question) {
            return answer(inquiry, question, conversation, rules, now);
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
            Inquiry inquiry, Inquiry.Message.Question question, Conversation conversation, RuleSet rules, Instant now) {
        Question asked = new Question(
                question.text(),
                inquiry.businessType(),
                now,
                conversation.menu().rules());
        Match match = rules.match(asked);
        Locale language = language(match, question.text(), conversation);
        // A menu is for the next message only.
        Conversation after = conversation.offered(Menu.NONE);
        if (match.verdict() instanceof Verdict.Answer answer) {
            return answered(
                    inquiry,
                    question,
                    answer.rule(),
                    match,
                    rules.menu(answer.rule().answers().menu(), asked),
                    language,
                    after,
                    now);
        }
        if (match.verdict() instanceof Verdict.Suggestions suggestions) {
            String text = inLanguage(
                    language, config.texts().suggestZh(), config.texts().suggestEn());
            return new Decision(
                    Outcome.SUGGESTED,
                    Optional.of(new Wording.Plain(text + lines(suggestions.rules(), language))),
                    Optional.of(match),
                    after.offered(menu(suggestions.rules(), language)));
        }
        String text =
                inLanguage(language, config.texts().fallbackZh(), config.texts().fallbackEn());
        return fallback(Outcome.FALLBACK, text, Optional.of(match), after, now);
    }

    private Decision answered(
            Inquiry inquiry,
            Inquiry.Message.Question question,
            Rule rule,
            Match match,
            List<Rule> offered,
            Locale language,
            Conversation conversation,
            Instant now) {
        Variant variant = rule.answers().variant(language, conversation.turns().of(rule.key()));
        Conversation after = conversation;
        if (rule.answers().variants().size() > 1) {
            after = after.tookTurn(rule.key());
        }
        if (rule.after() == Rule.After.HAND_OFF) {
            after = after.handedOff(now, config.takeover().handOff());
        }
        if (variant instanceof Variant.Image image) {
            return new Decision(
                    Outcome.ANSWERED, Optional.of(new Wording.Image(image.url())), Optional.of(match), after);
        }
        String text = ((Variant.Text) variant).in(language) + lines(offered, language);
        Wording wording = OrderPlaceholders.in(text)
                ? aboutOrder(
                        text, OrderQuestion.of(inquiry.customerUid(), question.text(), question.businessId()), language)
                : new Wording.Plain(text);
        return new Decision(
                Outcome.ANSWERED, Optional.of(wording), Optional.of(match), after.offered(menu(offered, language)));
    }

    /** A number picked from a menu is in the menu's language. */
    private static Locale language(Match match, String text, Conversation conversation) {
        boolean picked =
                match.candidates().stream().anyMatch(candidate -> candidate.evidence() instanceof Evidence.Picked);
        return picked ? conversation.menu().language() : Language.of(text);
    }

    private static Menu menu(List<Rule> rules, Locale language) {
        return new Menu(language, rules.stream().map(Rule::key).toList());
    }

    /** One line for each rule, numbered from 1. */
    private static String lines(List<Rule> rules, Locale language) {
        return IntStream.range(0, rules.size())
                .mapToObj(i -> "\n" + (i + 1) + ". " + rules.get(i).label(language))
                .collect(Collectors.joining());
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
