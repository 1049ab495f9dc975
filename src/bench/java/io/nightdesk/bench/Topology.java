package io.nightdesk.bench;

import java.util.Locale;

/** Where replies are published to. */
enum Topology {
    /** The inbound topic, the default: the desk receives its own replies. */
    INBOUND_TOPIC("PTP", "PTP"),
    /** A topic for each customer. */
    CUSTOMER_TOPIC("PTP/{receiver_uid}", "PTP/+");

    private final String replyTopic;
    private final String replyFilter;

    Topology(String replyTopic, String replyFilter) {
        this.replyTopic = replyTopic;
        this.replyFilter = replyFilter;
    }

    static Topology of(String option) {
        return valueOf(option.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** In which {@code {receiver_uid}} stands for the customer's uid. */
    String replyTopic() {
        return replyTopic;
    }

    /** The topic filter by which customers receive replies. */
    String replyFilter() {
        return replyFilter;
    }
}
