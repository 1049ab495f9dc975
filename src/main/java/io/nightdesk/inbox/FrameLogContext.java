package io.nightdesk.inbox;

import java.util.Collection;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.MDC;

/**
 * Which frame a line of the log is about, as fields of that line where the log is JSON, under {@code mdc}: {@code messageId}, and {@code
 * session}, the customer's uid. Never what the frame says. Holds for lines of this thread until it is closed.
 */
final class FrameLogContext implements AutoCloseable {

    private static final String MESSAGE_ID = "messageId";
    private static final String SESSION = "session";

    private FrameLogContext() {}

    static FrameLogContext about(Collection<UUID> messageIds, Collection<String> customers) {
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
