package io.nightdesk.mqtt;

import io.nightdesk.inbox.InboundFrame;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import io.smallrye.reactive.messaging.connector.InboundConnector;
import jakarta.inject.Singleton;
import java.util.concurrent.Flow;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;

/**
 * Feeds frames into the reactive-messaging channel. Frames that arrive before the channel has a subscriber are buffered; the
 * broker's in-flight window bounds them. {@link FlowControl} bounds those that wait for the processor.
 */
@Singleton
@Connector(FrameConnector.NAME)
class FrameConnector implements InboundConnector {

    static final String NAME = "nightdesk-mqtt";
    static final String CHANNEL = "ptp";

    private final UnicastProcessor<Message<InboundFrame>> frames = UnicastProcessor.create();

    @Override
    public Flow.Publisher<? extends Message<?>> getPublisher(Config config) {
        return frames;
    }

    void emit(Message<InboundFrame> message) {
        frames.onNext(message);
    }
}
