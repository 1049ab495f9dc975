package io.nightdesk.rest;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Aborts a response that fails after its head was sent, so that the client does not take the part for the whole.
 *
 * <p>This is the only use of an internal class of Vert.x. {@code HttpConnection.close()} and {@code HttpServerResponse.reset()}
 * first flush what is queued, and on HTTP/1.1 the framework can add the last chunk to that queue; the client then sees a complete
 * response. Only Netty's channel can be closed at once, and only {@link ConnectionBase} gives access to it.
 */
final class TruncatedResponse {

    private TruncatedResponse() {}

    /**
     * Closes the connection (HTTP/1.1) or resets the stream (HTTP/2) if the head of the response was sent.
     *
     * @return whether the response was aborted
     */
    @SuppressWarnings("FutureReturnValueIgnored") // The client is gone either way.
    static boolean abortIfStarted(HttpServerRequest request) {
        if (!request.response().headWritten()) {
            return false;
        }
        HttpConnection connection = request.connection();
        boolean isHttp1 = request.response().streamId() < 0;
        if (isHttp1 && connection instanceof ConnectionBase base) {
            base.channelHandlerContext().close();
        } else {
            request.response().reset();
        }
        return true;
    }
}
