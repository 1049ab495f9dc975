package io.nightdesk.bench;

import io.vertx.mqtt.messages.MqttPublishMessage;

/** An encoded reply, and the question to acknowledge. */
record EchoReply(String customerUid, byte[] bytes, MqttPublishMessage question) {

    /** On the context of the connection that the question came by. */
    void acknowledge() {
        question.ack();
    }
}
