package io.nightdesk.inbox;

import io.nightdesk.decision.DecisionEngine;
import io.nightdesk.faq.match.CompiledRules;
import io.nightdesk.frame.Content;
import io.nightdesk.inbox.Exchange.FrameKey;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/** Selects, of the messages of a session that waited in a backlog together, the one to answer. */
@Singleton
final class BacklogSelector {

    private static final Logger LOG = Logger.getLogger(BacklogSelector.class);

    private final DecisionEngine engine;
    private final Clock clock;

    @Inject
    BacklogSelector(DecisionEngine engine, Clock clock) {
        this.engine = engine;
        this.clock = clock;
    }

    /**
     * The frames whose session has another frame in this batch that is answered instead. Frames that were decided before, or come
     * twice, take no part.
     */
    Set<DecodedFrame> superseded(List<DecodedFrame> frames, Set<FrameKey> decided, CompiledRules rules) {
        Set<FrameKey> seen = new HashSet<>(decided);
        Map<String, List<DecodedFrame>> waiting = new LinkedHashMap<>();
        for (DecodedFrame frame : frames) {
            if (waited(frame) && seen.add(frame.key())) {
                waiting.computeIfAbsent(frame.customerUid(), uid -> new ArrayList<>())
                        .add(frame);
            }
        }
        Set<DecodedFrame> superseded = Collections.newSetFromMap(new IdentityHashMap<>());
        waiting.values().stream().filter(some -> some.size() > 1).forEach(some -> {
            some.remove(choose(some, rules));
            superseded.addAll(some);
        });
        return superseded;
    }

    /** The newest if the choice fails: a message that cannot be decided must not stop the desk. */
    private int choose(List<DecodedFrame> frames, CompiledRules rules) {
        try {
            return engine.chooseFromBacklog(
                    frames.stream()
                            .map(frame -> BatchDecider.message(frame, false))
                            .toList(),
                    rules,
                    clock.instant());
        } catch (RuntimeException | StackOverflowError e) {
            LOG.errorf(
                    "Choosing a message of a backlog failed, taking the newest: error=%s",
                    e.getClass().getName());
            return frames.size() - 1;
        }
    }

    private static boolean waited(DecodedFrame frame) {
        Content content = frame.frame().content();
        return frame.inbound().waitedSince().isPresent()
                && !frame.isFromDesk()
                && (content instanceof Content.Text || content instanceof Content.Image);
    }
}
