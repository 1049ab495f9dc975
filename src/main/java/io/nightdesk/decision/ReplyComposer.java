package io.nightdesk.decision;

import io.nightdesk.faq.Answers.Variant;
import io.nightdesk.faq.Language;
import io.nightdesk.faq.Rule;
import io.nightdesk.faq.match.CompiledRules;
import io.nightdesk.faq.match.Evidence;
import io.nightdesk.faq.match.Match;
import io.nightdesk.faq.match.Match.Verdict;
import io.nightdesk.faq.match.MatchQuery;
import io.nightdesk.hours.HoursPlaceholders;
import io.nightdesk.hours.OpenStatus;
import io.nightdesk.hours.OpeningHours;
import io.nightdesk.order.OrderPlaceholders;
import io.nightdesk.order.OrderQuery;
import io.nightdesk.session.Menu;
import io.nightdesk.session.SessionState;
import io.nightdesk.session.TakeoverConfig;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What is said in a session in which the desk may speak. */
record ReplyComposer(
        ReplyPolicyConfig config,
        TakeoverConfig takeover,
        ZoneId zone,
        SessionState before,
        CompiledRules rules,
        OpeningHours hours,
        Instant now) {

    /** Tells a picture from all texts, well enough. */
    private static final int PICTURE = 0;

    Decision toPicture() {
        String text = config.texts().imageZh() + "\n" + config.texts().imageEn();
        return before.fallbackDue(now, config.fallbackCooldown())
                ? new Decision(
                        Outcome.IMAGE_FALLBACK,
                        Optional.of(new ReplyTemplate.Plain(text)),
                        Optional.empty(),
                        before.fallbackGiven(now).replied(PICTURE, now))
                : Decision.silence(Outcome.COOLDOWN, before);
    }

    Decision toQuestion(InboundMessage inquiry, InboundMessage.Message.Question question) {
        Menu menu = before.menu().at(now);
        MatchQuery asked = new MatchQuery(question.text(), inquiry.businessType(), now, menu.rules());
        Match match = rules.match(asked);
        boolean picked =
                match.candidates().stream().anyMatch(candidate -> candidate.evidence() instanceof Evidence.Picked);
        int mark = match.folded().hashCode();
        // The same number can pick from one menu after another.
        if (!picked && before.replies().answered(mark, config.repeatWithin(), now)) {
            return new Decision(Outcome.REPEATED, Optional.empty(), Optional.of(match), before);
        }
        // A number picked from a menu is in the menu's language.
        Locale language = picked ? menu.language() : Language.of(question.text());
        Decision decision;
        if (match.verdict() instanceof Verdict.Answer answer) {
            decision = byRule(
                    inquiry,
                    question,
                    answer.rule(),
                    match,
                    rules.menu(answer.rule().answers().menu(), asked),
                    language);
        } else if (match.verdict() instanceof Verdict.Suggestions suggestions) {
            decision = bySuggestions(suggestions.rules(), match, language);
        } else {
            decision = withoutRule(match, language);
        }
        return decision.wording().isPresent() ? decision.with(decision.after().replied(mark, now)) : decision;
    }

    private Decision byRule(
            InboundMessage inquiry,
            InboundMessage.Message.Question question,
            Rule rule,
            Match match,
            List<Rule> offered,
            Locale language) {
        Variant variant = rule.answers().variant(language, before.turns().of(rule.key()));
        SessionState after = before.offered(Menu.NONE);
        if (rule.answers().variants().size() > 1) {
            after = after.tookTurn(rule.key());
        }
        if (rule.after() == Rule.After.HAND_OFF) {
            after = after.handedOff(now, takeover.handOff());
        }
        if (variant instanceof Variant.Image image) {
            return new Decision(
                    Outcome.ANSWERED, Optional.of(new ReplyTemplate.Image(image.url())), Optional.of(match), after);
        }
        String text = withHours(((Variant.Text) variant).in(language), language) + lines(offered, language);
        ReplyTemplate wording = OrderPlaceholders.in(text)
                ? aboutOrder(
                        text, OrderQuery.of(inquiry.customerUid(), question.text(), question.businessId()), language)
                : new ReplyTemplate.Plain(text);
        return new Decision(
                Outcome.ANSWERED, Optional.of(wording), Optional.of(match), after.offered(menu(offered, language)));
    }

    private Decision bySuggestions(List<Rule> suggested, Match match, Locale language) {
        String text =
                inLanguage(language, config.texts().suggestZh(), config.texts().suggestEn());
        return new Decision(
                Outcome.SUGGESTED,
                Optional.of(new ReplyTemplate.Plain(text + lines(suggested, language))),
                Optional.of(match),
                before.offered(menu(suggested, language)));
    }

    /** What was offered before can still be picked: a text that says nothing is no other topic. */
    private Decision withoutRule(Match match, Locale language) {
        if (isNoticeDue()) {
            String text = inLanguage(
                    language, config.texts().noticeZh(), config.texts().noticeEn());
            return new Decision(
                    Outcome.NOTICE,
                    Optional.of(new ReplyTemplate.Plain(withHours(text, language))),
                    Optional.of(match),
                    before.noticeGiven(now));
        }
        if (before.fallbackDue(now, config.fallbackCooldown())) {
            String text = inLanguage(
                    language, config.texts().fallbackZh(), config.texts().fallbackEn());
            return new Decision(
                    Outcome.FALLBACK,
                    Optional.of(new ReplyTemplate.Plain(withHours(text, language))),
                    Optional.of(match),
                    before.fallbackGiven(now));
        }
        return new Decision(Outcome.COOLDOWN, Optional.empty(), Optional.of(match), before);
    }

    private boolean isNoticeDue() {
        OpenStatus standing = hours.at(now);
        // Closed for longer than anybody looks back is one period, which began after time itself did.
        return hours.hasSchedule()
                && !standing.open()
                && before.noticeDue(standing.since().orElse(Instant.EPOCH.plusNanos(1)));
    }

    private Menu menu(List<Rule> offered, Locale language) {
        return Menu.of(language, offered.stream().map(Rule::key).toList(), now);
    }

    /** One line for each rule, numbered from 1. */
    private static String lines(List<Rule> offered, Locale language) {
        return IntStream.range(0, offered.size())
                .mapToObj(i -> "\n" + (i + 1) + ". " + offered.get(i).label(language))
                .collect(Collectors.joining());
    }

    private String withHours(String text, Locale language) {
        return HoursPlaceholders.fill(text, hours, now, language);
    }

    private ReplyTemplate aboutOrder(String template, OrderQuery question, Locale language) {
        String unknown = inLanguage(
                language, config.texts().orderUnknownZh(), config.texts().orderUnknownEn());
        return new ReplyTemplate.AboutOrder(template, question, unknown, language, zone);
    }

    private static String inLanguage(Locale language, String chinese, String english) {
        return language.equals(Locale.ENGLISH) ? english : chinese;
    }
}
