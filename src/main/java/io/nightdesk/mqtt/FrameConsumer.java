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

/** The end of the channel: hands frames to the ledger and returns at once; the ledger acknowledges after its commit. */
@Singleton
class FrameConsumer {

    private final FrameProcessor ledger;

    @Inject
    FrameConsumer(FrameProcessor ledger) {
        this.ledger = ledger;
    }

    @Incoming(FrameConnector.CHANNEL)
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    CompletionStage<Void> take(Message<InboundFrame> frame) {
        ledger.process(frame);
        return CompletableFuture.completedFuture(null);
    }
}
