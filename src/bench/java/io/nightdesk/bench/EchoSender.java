package io.nightdesk.bench;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttClient;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/** The connection by which the echo publishes. Confined to its context. */
final class EchoSender {

    private final MqttQoS qos;
    private final String topic;
    private final Context context;
    private final MqttClient client;
    private final Queue<EchoReply> waiting = new ArrayDeque<>();
    private int unconfirmed;

    EchoSender(Vertx vertx, int port, MqttQoS qos, String topic) throws Exception {
        this.qos = qos;
        this.topic = topic;
        this.context = vertx.getOrCreateContext();
        this.client = MqttClient.create(vertx, Echo.options("echo-out", true));
        client.publishCompletionHandler(id -> confirmed());
        client.connect(port, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    /** Can be called on any thread. */
    void send(List<EchoReply> replies) {
        context.runOnContext(v -> {
            waiting.addAll(replies);
            publish();
        });
    }

    private void confirmed() {
        unconfirmed--;
        publish();
    }

    private void publish() {
        while (unconfirmed < Echo.SEND_WINDOW && !waiting.isEmpty()) {
            EchoReply reply = waiting.remove();
            unconfirmed++;
            client.publish(
                    topic.replace("{receiver_uid}", reply.customerUid()),
                    Buffer.buffer(reply.bytes()),
                    qos,
                    /* isDup= */ false,
                    /* isRetain= */ false);
        }
    }
}
