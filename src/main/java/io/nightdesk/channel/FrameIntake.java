package io.nightdesk.channel;

import io.nightdesk.ledger.Ledger;
import io.nightdesk.ledger.Receipt;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** The end of the channel: hands frames to the ledger and returns at once; the ledger acknowledges after its commit. */
@Singleton
class FrameIntake {

    private final Ledger ledger;

    @Inject
    FrameIntake(Ledger ledger) {
        this.ledger = ledger;
    }

    @Incoming(PtpConnector.CHANNEL)
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    CompletionStage<Void> take(Message<Receipt> frame) {
        ledger.take(frame.getPayload());
        return CompletableFuture.completedFuture(null);
    }
}
