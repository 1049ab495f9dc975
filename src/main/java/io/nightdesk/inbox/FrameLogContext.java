package io.nightdesk.inbox;

import java.util.Collection;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.MDC;

/**
 * Adds the ids of the current frames to the log lines of this thread, until it is closed: {@code messageId}, and {@code
 * session}, the customer's uid. A JSON log has them under {@code mdc}. The text of a frame is never logged.
 */
final class FrameLogContext implements AutoCloseable {

    private static final String MESSAGE_ID = "messageId";
    private static final String SESSION = "session";

    private FrameLogContext() {}

    static FrameLogContext of(Collection<UUID> messageIds, Collection<String> customers) {
        MDC.put(MESSAGE_ID, messageIds.stream().map(UUID::toString).collect(Collectors.joining(",")));
        MDC.put(SESSION, String.join(",", customers));
        return new FrameLogContext();
    }

    @Override
    public void close() {
        MDC.remove(MESSAGE_ID);
        MDC.remove(SESSION);
    }
}
