package io.nightdesk.outbox;

/** Is told of the connections for replies and of the delivery of each reply. Safe for threads; every method returns at once. */
public interface DeliveryListener {

    /** A connection for replies was opened. It is handed every pending reply, oldest first. */
    void opened(ReplyPublisher publisher);

    /** A connection for replies is gone. Replies that it did not report on go to the next one. */
    void closed(ReplyPublisher publisher);

    /** The delivery of a reply ended. */
    void report(DeliveryReport report);
}
