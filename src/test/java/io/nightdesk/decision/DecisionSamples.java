package io.nightdesk.decision;

import io.nightdesk.IdentityConfig;
import io.nightdesk.decision.InboundMessage.Content.Text;
import io.nightdesk.faq.Rule;
import io.nightdesk.faq.RuleSamples;
import io.nightdesk.faq.match.CompiledRules;
import io.nightdesk.hours.Mode;
import io.nightdesk.hours.OpeningHours;
import io.nightdesk.session.QuestionDigest;
import io.nightdesk.session.TakeoverConfig;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Settings, rules and messages for tests of decisions. */
final class DecisionSamples {

    static final Instant NOW = Instant.parse("2026-11-23T13:00:00Z");
    static final CompiledRules RULES = RuleSamples.compile(
            rule("returns", "怎么退货", "七天内可退。", "Within 7 days."),
            rule("order", "查订单", "订单 {order.number}：{order.status}。", "Order {order.number}: {order.status}."));

    /** In a backlog, as if no replica had ever been connected. */
    static final Optional<Instant> BACKLOG = Optional.of(Instant.EPOCH);

    static final OpeningHours HOURS = OpeningHours.without(Mode.OFF_HOURS);
    static final ReplyPolicyConfig CONFIG = config().getConfigMapping(ReplyPolicyConfig.class);

    private DecisionSamples() {}

    /** What the reply history keeps of a message. */
    static QuestionDigest questionDigest(InboundMessage.Content content) {
        return content instanceof Text text
                ? QuestionDigest.of(
                        RULES.match(RuleSamples.question(text.text())).folded())
                : QuestionDigest.IMAGE;
    }

    static Text text(String text) {
        return new Text(text, "");
    }

    static InboundMessage fresh(InboundMessage.Content content) {
        return new InboundMessage("10001", RuleSamples.SHOP, content, NOW, Optional.empty(), false);
    }

    static InboundMessage stale(InboundMessage.Content content) {
        return new InboundMessage("10001", RuleSamples.SHOP, content, NOW.minus(Duration.ofDays(1)), BACKLOG, false);
    }

    /** A rule that fires on its key and on a Chinese word. */
    static Rule rule(String key, String word, String chinese, String english) {
        return RuleSamples.rule(
                key,
                0,
                RuleSamples.triggers(new Rule.Keywords(List.of(), List.of(key, word), List.of())),
                RuleSamples.answers(chinese, english));
    }

    /** An engine with the default settings, some of them changed. */
    static DecisionEngine engine(String... settings) {
        SmallRyeConfig config = config(settings);
        return new DecisionEngine(
                config.getConfigMapping(ReplyPolicyConfig.class),
                config.getConfigMapping(TakeoverConfig.class),
                config.getConfigMapping(IdentityConfig.class));
    }

    private static SmallRyeConfig config(String... settings) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(ReplyPolicyConfig.class)
                .withMapping(TakeoverConfig.class)
                .withMapping(IdentityConfig.class)
                .withDefaultValue("nightdesk.customer-id", "88888");
        for (int i = 0; i < settings.length; i += 2) {
            builder.withDefaultValue(settings[i], settings[i + 1]);
        }
        return builder.build();
    }
}
