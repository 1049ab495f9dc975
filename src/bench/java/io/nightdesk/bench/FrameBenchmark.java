package io.nightdesk.bench;

import io.nightdesk.IdentityConfig;
import io.nightdesk.decision.Decision;
import io.nightdesk.decision.DecisionEngine;
import io.nightdesk.decision.InboundMessage;
import io.nightdesk.decision.ReplyPolicyConfig;
import io.nightdesk.faq.match.CompiledRules;
import io.nightdesk.faq.match.SampleRuleSet;
import io.nightdesk.frame.Addressing;
import io.nightdesk.frame.Content;
import io.nightdesk.frame.DecodeResult;
import io.nightdesk.frame.Frame;
import io.nightdesk.frame.FrameCodec;
import io.nightdesk.frame.FrameScanner;
import io.nightdesk.frame.ReplyFrame;
import io.nightdesk.hours.OpeningHours;
import io.nightdesk.session.SessionState;
import io.nightdesk.session.TakeoverConfig;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What the steps of a frame's way cost that need neither broker nor database. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 1)
public class FrameBenchmark {

    private static final String DESK = "88888";
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    /** A whole question, keywords inside a sentence, an order, no rule at all. */
    @Param({"怎么退货", "你好，我想问一下我的快递到哪里了", "物流单号 NM2026110100012", "今天天气怎么样"})
    public String text;

    private final FrameScanner scanner = new FrameScanner(DESK);
    private final FrameCodec codec =
            new FrameCodec(List.of("content", "text", "msg"), List.of("url", "content"), "nightdesk");
    private static final SmallRyeConfig CONFIG = new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withMapping(ReplyPolicyConfig.class)
            .withMapping(TakeoverConfig.class)
            .withMapping(IdentityConfig.class)
            .withDefaultValue("nightdesk.customer-id", DESK)
            .build();
    private final DecisionEngine desk = new DecisionEngine(
            CONFIG.getConfigMapping(ReplyPolicyConfig.class),
            CONFIG.getConfigMapping(TakeoverConfig.class),
            CONFIG.getConfigMapping(IdentityConfig.class));
    private CompiledRules rules = CompiledRules.EMPTY;
    private byte[] question = {};
    private byte[] foreign = {};
    private InboundMessage inquiry =
            new InboundMessage("10001", 20, new InboundMessage.Content.Other(), NOW, Optional.empty(), false);
    private ReplyFrame reply = new ReplyFrame(UUID.randomUUID(), frame(DESK, ""), NOW, new ReplyFrame.Body.Text(""));

    @Setup
    public void prepare() throws IOException {
        rules = SampleRuleSet.load();
        question = codec.encode(frame(DESK, text));
        foreign = codec.encode(frame("10002", text));
        inquiry = new InboundMessage(
                "10001", 20, new InboundMessage.Content.Text(text, ""), NOW, Optional.empty(), false);
        reply = new ReplyFrame(
                UUID.randomUUID(),
                frame(DESK, text),
                NOW,
                new ReplyFrame.Body.Text("非药品类商品签收后 7 天内、未拆封且不影响二次销售的，可在“我的订单—申请售后”中申请退货。"));
    }

    @Benchmark
    public Addressing scanForeign() {
        return scanner.scan(foreign, 0, foreign.length);
    }

    @Benchmark
    public DecodeResult decode() {
        return codec.decode(question);
    }

    @Benchmark
    public Decision decide() {
        return desk.decide(inquiry, SessionState.NEW, rules, OpeningHours.without(io.nightdesk.hours.Mode.ALWAYS), NOW);
    }

    @Benchmark
    public byte[] encode() {
        return codec.encode(reply);
    }

    private static Frame frame(String to, String text) {
        return new Frame(
                UUID.randomUUID(),
                "10001",
                to,
                NOW.toEpochMilli(),
                "10001_" + to,
                0,
                20,
                new Content.Text("content", text, ""));
    }
}
