package io.nightdesk;

import io.nightdesk.conversation.Conversation;
import io.nightdesk.desk.Decision;
import io.nightdesk.desk.Desk;
import io.nightdesk.desk.DeskConfig;
import io.nightdesk.desk.Inquiry;
import io.nightdesk.faq.RuleSet;
import io.nightdesk.faq.SampleRuleSet;
import io.nightdesk.frame.Bearing;
import io.nightdesk.frame.Content;
import io.nightdesk.frame.Decoded;
import io.nightdesk.frame.Frame;
import io.nightdesk.frame.FrameCodec;
import io.nightdesk.frame.FrameScanner;
import io.nightdesk.frame.Reply;
import io.nightdesk.hours.Hours;
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
    private final Desk desk = new Desk(new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withMapping(DeskConfig.class)
            .withDefaultValue("nightdesk.customer-id", DESK)
            .build()
            .getConfigMapping(DeskConfig.class));
    private RuleSet rules = RuleSet.EMPTY;
    private byte[] question = {};
    private byte[] foreign = {};
    private Inquiry inquiry = new Inquiry("10001", 20, new Inquiry.Message.NoMessage(), NOW, Optional.empty(), false);
    private Reply reply = new Reply(UUID.randomUUID(), frame(DESK, ""), NOW, new Reply.Body.Text(""));

    @Setup
    public void prepare() throws IOException {
        rules = SampleRuleSet.load();
        question = codec.encode(frame(DESK, text));
        foreign = codec.encode(frame("10002", text));
        inquiry = new Inquiry("10001", 20, new Inquiry.Message.Question(text, ""), NOW, Optional.empty(), false);
        reply = new Reply(
                UUID.randomUUID(),
                frame(DESK, text),
                NOW,
                new Reply.Body.Text("非药品类商品签收后 7 天内、未拆封且不影响二次销售的，可在“我的订单—申请售后”中申请退货。"));
    }

    @Benchmark
    public Bearing scanForeign() {
        return scanner.scan(foreign, 0, foreign.length);
    }

    @Benchmark
    public Decoded decode() {
        return codec.decode(question);
    }

    @Benchmark
    public Decision decide() {
        return desk.decide(inquiry, Conversation.NEW, rules, Hours.without(io.nightdesk.hours.Mode.ALWAYS), NOW);
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
