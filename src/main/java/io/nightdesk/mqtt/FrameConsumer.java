package io.nightdesk.mqtt;

import io.nightdesk.inbox.FrameProcessor;
import io.nightdesk.inbox.InboundFrame;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** The end of the channel: hands frames to the processor, which acknowledges each one after its commit. Returns at once. */
@Singleton
class FrameConsumer {

    private final FrameProcessor processor;

    @Inject
    FrameConsumer(FrameProcessor processor) {
        this.processor = processor;
    }

    @Incoming(FrameConnector.CHANNEL)
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    CompletionStage<Void> consume(Message<InboundFrame> frame) {
        processor.process(frame);
        return CompletableFuture.completedFuture(null);
    }
}
