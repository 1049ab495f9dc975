package io.nightdesk.inbox;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nightdesk.IdentityConfig;
import io.nightdesk.ManualClock;
import io.nightdesk.deadletter.RejectionLimiter;
import io.nightdesk.deadletter.ReplayRequest;
import io.nightdesk.decision.DecisionEngine;
import io.nightdesk.decision.ReplyPolicyConfig;
import io.nightdesk.faq.RuleSamples;
import io.nightdesk.faq.match.CompiledRules;
import io.nightdesk.faq.rules.RuleFailures;
import io.nightdesk.frame.Content;
import io.nightdesk.frame.DecodeResult;
import io.nightdesk.frame.Frame;
import io.nightdesk.frame.FrameCodec;
import io.nightdesk.hours.Mode;
import io.nightdesk.hours.OpeningHours;
import io.nightdesk.leader.LeaderTerm;
import io.nightdesk.leader.Terms;
import io.nightdesk.outbox.Outbox;
import io.nightdesk.outbox.PendingReply;
import io.nightdesk.outbox.ReplyPublisher;
import io.nightdesk.session.AgentTakeovers;
import io.nightdesk.session.TakeoverConfig;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.reactive.messaging.Message;

/** The processor's parts around tables in memory; the rule {@code returns} answers 怎么退货. */
final class ProcessorFixture {

    static final String DESK = "88888";
    static final String QUESTION = "怎么退货";
    static final Instant NOW = Instant.parse("2026-11-27T20:00:00Z");

    final ManualClock clock = new ManualClock(NOW);
    final LeaderTerm term = Terms.endless(1);
    final FakeBatchStore store = new FakeBatchStore(term);
    final Outbox outbox = new Outbox(store);
    final Publisher publisher = new Publisher(term);
    /** What the metrics take for the time. */
    long nanoTime;

    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final InboxMetrics metrics = new InboxMetrics(registry, () -> nanoTime);
    final List<UUID> acknowledged = new ArrayList<>();
    final List<Duration> pauses = new ArrayList<>();
    /** What the table of takeovers has when it is read. */
    Map<String, Instant> storedTakeovers = Map.of();

    final AgentTakeovers takeovers = new AgentTakeovers(() -> storedTakeovers);
    final FrameCodec codec = new FrameCodec(List.of("content", "text", "msg"), List.of("url", "content"), "nightdesk");
    private final CompiledRules rules =
            RuleSamples.compile(RuleSamples.exact("returns", 0, QUESTION), RuleSamples.exact("hello", 0, "你好"));
    /** Called before each pause between two attempts. */
    Runnable onPause = () -> {};

    /** The most frames of a sender in a minute. */
    static final int FRAMES_PER_MINUTE = 5;

    static final int REJECTED_PER_MINUTE = 2;

    /** A connection that publishes nothing and remembers all. */
    static final class Publisher implements ReplyPublisher {

        private final LeaderTerm term;
        final List<PendingReply> published = new ArrayList<>();

        Publisher(LeaderTerm term) {
            this.term = term;
        }

        @Override
        public LeaderTerm term() {
            return term;
        }

        @Override
        public void publish(List<PendingReply> replies) {
            published.addAll(replies);
        }

        List<Long> ids() {
            return published.stream().map(PendingReply::exchangeId).toList();
        }
    }

    ProcessorFixture() {
        outbox.opened(publisher);
        outbox.fill();
    }

    BatchExecutor executor() {
        return executor(store);
    }

    BatchExecutor executor(BatchStore batches) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(ReplyPolicyConfig.class)
                .withMapping(TakeoverConfig.class)
                .withMapping(IdentityConfig.class)
                .withDefaultValue("nightdesk.customer-id", DESK)
                .withDefaultValue("nightdesk.repeat-within", "0s")
                .build();
        DecisionEngine engine = new DecisionEngine(
                config.getConfigMapping(ReplyPolicyConfig.class),
                config.getConfigMapping(TakeoverConfig.class),
                config.getConfigMapping(IdentityConfig.class));
        SenderRateLimiter rateLimiter = new SenderRateLimiter(FRAMES_PER_MINUTE, clock);
        return new BatchExecutor(
                new BatchDecoder(codec, DESK, rateLimiter),
                new BatchDecider(
                        engine,
                        new BacklogSelector(engine, clock),
                        queries -> Map.of(),
                        new ReplyEncoder(codec, clock),
                        new RuleFailures(registry),
                        clock),
                new ControlFrames(codec, DESK, clock),
                batches,
                () -> new InForce(rules, OpeningHours.without(Mode.ALWAYS)),
                takeovers,
                rateLimiter,
                new RejectionLimiter(REJECTED_PER_MINUTE),
                outbox,
                metrics,
                new DatabaseRetry(pause -> {
                    pauses.add(pause);
                    onPause.run();
                }));
    }

    /** A customer's question. */
    Message<InboundFrame> question(String customer, UUID id) {
        return text(customer, DESK, id, QUESTION, Optional.empty());
    }

    /** The same, which may have waited at the broker. */
    Message<InboundFrame> waited(String customer, UUID id) {
        return text(customer, DESK, id, QUESTION, Optional.of(NOW.minusSeconds(5)));
    }

    Message<InboundFrame> text(String from, String to, UUID id, String text, Optional<Instant> waitedSince) {
        return message(frame(from, to, id, text), term, waitedSince, Optional.empty());
    }

    /** A rejected frame that is replayed. */
    Message<InboundFrame> replayed(byte[] bytes, ReplayRequest request) {
        return message(bytes, term, Optional.of(NOW.minusSeconds(60)), Optional.of(request));
    }

    /** Bytes that are no frame. */
    Message<InboundFrame> undecodable() {
        return message("no frame".getBytes(StandardCharsets.UTF_8), term, Optional.empty(), Optional.empty());
    }

    Message<InboundFrame> message(
            byte[] bytes, LeaderTerm ofTerm, Optional<Instant> waitedSince, Optional<ReplayRequest> replay) {
        InboundFrame inbound = new InboundFrame(bytes, bytes.length, ofTerm, clock.instant(), waitedSince, replay);
        return Message.of(inbound, () -> {
            acknowledged.add(
                    codec.decode(bytes) instanceof DecodeResult.Accepted accepted
                            ? accepted.frame().messageId()
                            : new UUID(0, 0));
            return CompletableFuture.completedFuture(null);
        });
    }

    byte[] frame(String from, String to, UUID id, String text) {
        return frame(from, to, id, new Content.Text("content", text, ""));
    }

    byte[] frame(String from, String to, UUID id, Content content) {
        return codec.encode(new Frame(id, from, to, clock.millis(), from + "_" + to, 0, 20, content));
    }

    /** A frame of an agent's program. */
    Message<InboundFrame> fromAgent(String customer, UUID id, Content content) {
        return message(frame(DESK, customer, id, content), term, Optional.empty(), Optional.empty());
    }

    /** A message of an agent whose id is no UUID. */
    Message<InboundFrame> fromAgentWithoutId(String customer) {
        UUID id = new UUID(0, 1);
        byte[] frame = frame(DESK, customer, id, "您好");
        int at = new String(frame, StandardCharsets.ISO_8859_1).indexOf(id.toString());
        Arrays.fill(frame, at, at + id.toString().length(), (byte) 'x');
        return message(frame, term, Optional.empty(), Optional.empty());
    }

    double frames(String outcome) {
        return registry.counter("nightdesk.frames", "outcome", outcome).count();
    }
}
