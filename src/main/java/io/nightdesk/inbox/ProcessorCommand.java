package io.nightdesk.inbox;

import io.nightdesk.leader.LeaderTerm;
import io.nightdesk.outbox.DeliveryReport;
import io.nightdesk.outbox.ReplyPublisher;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.eclipse.microprofile.reactive.messaging.Message;

/** What the processor's thread is asked to do, in the order in which it was asked. */
sealed interface ProcessorCommand {

    /** The term that the command belongs to; empty if it belongs to none. */
    default Optional<LeaderTerm> term() {
        return Optional.empty();
    }

    /** Process a frame from the broker. */
    record Accept(Message<InboundFrame> frame) implements ProcessorCommand {
        @Override
        public Optional<LeaderTerm> term() {
            return Optional.of(frame.getPayload().term());
        }
    }

    /** Process rejected frames again. */
    record Replay(LeaderTerm ofTerm, List<Message<InboundFrame>> frames) implements ProcessorCommand {

        public Replay {
            frames = List.copyOf(frames);
        }

        @Override
        public Optional<LeaderTerm> term() {
            return Optional.of(ofTerm);
        }
    }

    /** Record how the delivery of a reply ended. */
    record Report(DeliveryReport report) implements ProcessorCommand {}

    record PublisherOpened(ReplyPublisher publisher) implements ProcessorCommand {
        @Override
        public Optional<LeaderTerm> term() {
            return Optional.of(publisher.term());
        }
    }

    record PublisherClosed(ReplyPublisher publisher) implements ProcessorCommand {}

    /** Count down once nothing is left to do and every delivery report is recorded. */
    record Drain(CountDownLatch done) implements ProcessorCommand {}
}
