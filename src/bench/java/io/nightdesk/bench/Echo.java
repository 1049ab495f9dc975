package io.nightdesk.bench;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.nightdesk.frame.Addressing;
import io.nightdesk.frame.Content;
import io.nightdesk.frame.DecodeResult;
import io.nightdesk.frame.Frame;
import io.nightdesk.frame.FrameCodec;
import io.nightdesk.frame.FrameScanner;
import io.nightdesk.frame.ReplyFrame;
import io.nightdesk.it.harness.App;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import io.vertx.mqtt.messages.MqttPublishMessage;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What is left of the desk without rules, database and promise: takes frames with the same MQTT library, topics, QoS and
 * number of connections, and sends each text back to its sender. The benchmark's yardstick, a process of its own.
 */
public final class Echo {

    private final FrameCodec codec =
            new FrameCodec(List.of("content", "text", "msg"), List.of("url", "content"), "echo");
    private final FrameScanner scanner = new FrameScanner(App.DESK);
    private final MqttQoS replyQos;
    private final MqttClient in;
    private final MqttClient out;
    private final Context outContext;

    private Echo(Vertx vertx, int replyQos) {
        this.replyQos = MqttQoS.valueOf(replyQos);
        this.in = MqttClient.create(vertx, options("echo", false));
        this.out = MqttClient.create(vertx, options("echo-out", true));
        this.outContext = vertx.getOrCreateContext();
    }

    /** Arguments: the broker's port, the replies' QoS. Prints a line once it takes frames, and runs until killed. */
    public static void main(String[] args) {
        Vertx vertx = Vertx.vertx();
        new Echo(vertx, Integer.parseInt(args[1])).run(vertx, Integer.parseInt(args[0]));
    }

    private void run(Vertx vertx, int port) {
        in.publishHandler(this::arrived);
        in.subscribeCompletionHandler(granted -> System.out.println("echo is ready"));
        outContext.runOnContext(v -> out.connect(port, "127.0.0.1")
                .onSuccess(connected -> vertx.getOrCreateContext()
                        .runOnContext(v2 -> in.connect(port, "127.0.0.1")
                                .onSuccess(also -> in.subscribe("PTP", MqttQoS.AT_LEAST_ONCE.value())))));
    }

    private void arrived(MqttPublishMessage message) {
        byte[] bytes = message.payload().getBytes();
        if (scanner.scan(bytes, 0, bytes.length) == Addressing.TO_DESK
                && codec.decode(bytes) instanceof DecodeResult.Accepted accepted
                && accepted.frame().content() instanceof Content.Text text) {
            send(accepted.frame(), text.text());
        }
        message.ack();
    }

    private void send(Frame frame, String text) {
        byte[] reply =
                codec.encode(new ReplyFrame(UUID.randomUUID(), frame, Instant.now(), new ReplyFrame.Body.Text(text)));
        outContext.runOnContext(
                v -> out.publish("PTP/" + frame.senderUid(), Buffer.buffer(reply), replyQos, false, false));
    }

    static MqttClientOptions options(String clientId, boolean clean) {
        MqttClientOptions options = new MqttClientOptions();
        options.setClientId(clientId);
        options.setCleanSession(clean);
        options.setAutoAck(false);
        options.setMaxInflightQueue(65_535);
        options.setMaxMessageSize(16 * 1024 * 1024);
        options.setTcpNoDelay(true);
        return options;
    }
}
