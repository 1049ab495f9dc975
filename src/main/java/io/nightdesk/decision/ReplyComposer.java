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
import io.nightdesk.session.QuestionDigest;
import io.nightdesk.session.SessionState;
import io.nightdesk.session.TakeoverConfig;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Composes the reply in a session in which the desk may speak: the answer of a rule, or else suggestions, or else the
 * off-hours notice, or else the fallback.
 */
record ReplyComposer(
        ReplyPolicyConfig policy,
        TakeoverConfig takeover,
        ZoneId zone,
        SessionState session,
        CompiledRules rules,
        OpeningHours hours,
        Instant now) {

    Decision replyToImage() {
        String text = policy.texts().imageZh() + "\n" + policy.texts().imageEn();
        return session.fallbackDue(now, policy.fallbackCooldown())
                ? new Decision(
                        Outcome.IMAGE_FALLBACK,
                        Optional.of(new ReplyTemplate.PlainText(text)),
                        Optional.empty(),
                        session.fallbackGiven(now)
                                .replied(
                                        QuestionDigest.IMAGE,
                                        session.replies().language().orElse(Locale.CHINESE),
                                        now))
                : Decision.silence(Outcome.COOLDOWN, session);
    }

    Decision replyToText(InboundMessage message, InboundMessage.Content.Text content) {
        Menu menu = session.menu().at(now);
        MatchQuery query = new MatchQuery(content.text(), message.businessType(), now, menu.rules());
        Match match = rules.match(query);
        boolean pickedFromMenu = match.winningEvidence()
                .filter(evidence -> evidence instanceof Evidence.Menu)
                .isPresent();
        // The same number can select from successive menus.
        QuestionDigest question = QuestionDigest.of(match.folded() + (pickedFromMenu ? " " + menu.text() : ""));
        if (session.replies().answered(question, policy.repeatWithin(), now)) {
            return new Decision(Outcome.REPEATED, Optional.empty(), Optional.of(match), session);
        }
        Locale language = pickedFromMenu ? menu.language() : language(content.text());
        Decision decision;
        if (match.verdict() instanceof Verdict.Answer answer) {
            decision = answer(
                    message,
                    content,
                    answer.rule(),
                    match,
                    rules.menu(answer.rule().answers().menu(), query),
                    pickedFromMenu ? menu : Menu.NONE,
                    language);
        } else if (match.verdict() instanceof Verdict.Suggestions suggestions) {
            decision = suggest(suggestions.rules(), match, language);
        } else {
            decision = noticeOrFallback(match, language);
        }
        return decision.reply().isPresent()
                ? decision.withSession(decision.sessionAfter().replied(question, language, now))
                : decision;
    }

    /** The language that the text shows. A number alone shows none and is answered in that of the last reply. */
    private Locale language(String text) {
        return Language.shownBy(text).or(() -> session.replies().language()).orElseGet(() -> Language.of(text));
    }

    /** @param kept the menu that stays when the rule has none: the customer may pick another entry of it */
    private Decision answer(
            InboundMessage message,
            InboundMessage.Content.Text content,
            Rule rule,
            Match match,
            List<Rule> menuRules,
            Menu kept,
            Locale language) {
        Variant variant = rule.answers().variant(language, session.turns().of(rule.key()));
        SessionState after = session.offered(kept);
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
        String text = withHours(((Variant.Text) variant).in(language), language);
        String lines = menuLines(menuRules, language);
        ReplyTemplate reply = OrderPlaceholders.in(text)
                ? orderText(
                        text,
                        new OrderQuery(message.customerUid(), content.text(), content.businessId()),
                        lines,
                        language)
                : new ReplyTemplate.PlainText(text + lines);
        return new Decision(
                Outcome.ANSWERED,
                Optional.of(reply),
                Optional.of(match),
                menuRules.isEmpty() ? after : after.offered(menu(menuRules, language)));
    }

    private Decision suggest(List<Rule> suggested, Match match, Locale language) {
        String text =
                inLanguage(language, policy.texts().suggestZh(), policy.texts().suggestEn());
        return new Decision(
                Outcome.SUGGESTED,
                Optional.of(new ReplyTemplate.PlainText(text + menuLines(suggested, language))),
                Optional.of(match),
                session.offered(menu(suggested, language)));
    }

    /** Keeps the menu: a text that no rule matches does not change the topic. */
    private Decision noticeOrFallback(Match match, Locale language) {
        if (isNoticeDue()) {
            String text = inLanguage(
                    language, policy.texts().noticeZh(), policy.texts().noticeEn());
            return new Decision(
                    Outcome.NOTICE,
                    Optional.of(new ReplyTemplate.PlainText(withHours(text, language))),
                    Optional.of(match),
                    session.noticeGiven(now));
        }
        if (session.fallbackDue(now, policy.fallbackCooldown())) {
            String text = inLanguage(
                    language, policy.texts().fallbackZh(), policy.texts().fallbackEn());
            return new Decision(
                    Outcome.FALLBACK,
                    Optional.of(new ReplyTemplate.PlainText(withHours(text, language))),
                    Optional.of(match),
                    session.fallbackGiven(now));
        }
        return new Decision(Outcome.COOLDOWN, Optional.empty(), Optional.of(match), session);
    }

    private boolean isNoticeDue() {
        OpenStatus status = hours.at(now);
        // If the period began too long ago for its start to be known, any time after EPOCH, which means no notice yet,
        // gives one notice.
        return hours.hasSchedule()
                && !status.open()
                && session.noticeDue(status.since().orElse(Instant.EPOCH.plusNanos(1)));
    }

    private Menu menu(List<Rule> menuRules, Locale language) {
        return Menu.of(language, menuRules.stream().map(Rule::key).toList(), now);
    }

    /** One line for each rule, numbered from 1. */
    private static String menuLines(List<Rule> menuRules, Locale language) {
        return IntStream.range(0, menuRules.size())
                .mapToObj(i -> "\n" + (i + 1) + ". " + menuRules.get(i).label(language))
                .collect(Collectors.joining());
    }

    private String withHours(String text, Locale language) {
        return HoursPlaceholders.fill(text, hours, now, language);
    }

    private ReplyTemplate orderText(String template, OrderQuery query, String lines, Locale language) {
        String orderUnknown = inLanguage(
                language, policy.texts().orderUnknownZh(), policy.texts().orderUnknownEn());
        return new ReplyTemplate.OrderText(template, query, orderUnknown, lines, language, zone);
    }

    private static String inLanguage(Locale language, String chinese, String english) {
        return language.equals(Locale.ENGLISH) ? english : chinese;
    }
}
