package io.nightdesk.mqtt;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.timeout.IdleState;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Sends PINGREQ after a keep-alive interval without sending or receiving anything, and reports when nothing arrives for another
 * interval. The client's own keep-alive expects the answer although reading may be paused; this one does not, because
 * the answer is then behind packets that are not read.
 */
final class KeepAliveHandler extends IdleStateHandler {

    private final Runnable onNoAnswer;
    private boolean awaitingAnswer;

    KeepAliveHandler(Duration interval, Runnable onNoAnswer) {
        super(interval.toMillis(), interval.toMillis(), 0, TimeUnit.MILLISECONDS);
        this.onNoAnswer = onNoAnswer;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        awaitingAnswer = false;
        super.channelRead(context, message);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // A failed write closes the channel.
    protected void channelIdle(ChannelHandlerContext context, IdleStateEvent event) {
        boolean reads = context.channel().config().isAutoRead();
        boolean isReader = event.state() == IdleState.READER_IDLE;
        if (isReader && reads && awaitingAnswer) {
            onNoAnswer.run();
            return;
        }
        if (isReader) {
            awaitingAnswer = reads;
        }
        if (reads || !isReader) {
            // From the end of the pipeline, where the encoder is.
            context.channel().writeAndFlush(MqttMessage.PINGREQ);
        }
    }
}
