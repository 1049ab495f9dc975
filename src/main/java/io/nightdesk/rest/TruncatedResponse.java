package io.nightdesk.rest;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;

/** An answer of which something has gone out when it fails, so that nothing can be told any more. */
final class TruncatedResponse {

    private TruncatedResponse() {}

    /**
     * Ends the connection, or in HTTP/2 the stream, if the answer has begun, and tells whether it had. At once: closing in good
     * order would let the framework end the answer well meanwhile, and a torn table would pass for a whole one.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // Nobody is left to be told.
    static boolean breakOff(HttpServerRequest request) {
        if (!request.response().headWritten()) {
            return false;
        }
        HttpConnection connection = request.connection();
        if (request.response().streamId() < 0 && connection instanceof ConnectionBase base) {
            base.channelHandlerContext().close();
        } else {
            request.response().reset();
        }
        return true;
    }
}
