package io.nightdesk.bench;

/** What a contender is configured with. */
record Setting(Topology topology, int qos) {

    String title() {
        return "Replies to `%s`, QoS %d".formatted(topology.replyTopic(), qos);
    }
}
