package io.nightdesk.bench;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.nightdesk.frame.Addressing;
import io.nightdesk.frame.Content;
import io.nightdesk.frame.DecodeResult;
import io.nightdesk.frame.FrameCodec;
import io.nightdesk.frame.FrameScanner;
import io.nightdesk.frame.ReplyFrame;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import io.vertx.mqtt.messages.MqttPublishMessage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * What is left of the desk without rules and delivery guarantees: takes frames with the same MQTT library, topics, QoS and
 * number of connections, and sends each text back to its sender. A process of its own.
 */
public final class Echo {

    /** Below the broker's {@code max_inflight_messages}, because a broker drops what exceeds it. */
    static final int SEND_WINDOW = 200;

    private static final int SUBSCRIPTION_QOS = 1;

    private final FrameCodec codec =
            new FrameCodec(List.of("content", "text", "msg"), List.of("url", "content"), "echo");
    private final int port;
    private final FrameScanner scanner;
    private final MqttClient in;
    private final Context inContext;
    private final Consumer<EchoReply> replies;

    private Echo(Vertx vertx, int port, String customerId, EchoSender sender, Optional<String> jdbcUrl) {
        this.port = port;
        this.scanner = new FrameScanner(customerId);
        this.in = MqttClient.create(vertx, options("echo", false));
        this.inContext = vertx.getOrCreateContext();
        this.replies = jdbcUrl.<Consumer<EchoReply>>map(url -> new EchoCommitter(url, sender, inContext))
                .orElse(reply -> {
                    sender.send(List.of(reply));
                    reply.acknowledge();
                });
    }

    /**
     * Arguments: port of the broker, QoS of replies, their topic, customer id, and the URL of a database to commit each
     * batch to. Connects and disconnects in turn, once for each line on the input.
     */
    public static void main(String[] args) throws Exception {
        Vertx vertx = Vertx.vertx();
        int port = Integer.parseInt(args[0]);
        EchoSender sender = new EchoSender(vertx, port, MqttQoS.valueOf(Integer.parseInt(args[1])), args[2]);
        Echo echo = new Echo(vertx, port, args[3], sender, args.length > 4 ? Optional.of(args[4]) : Optional.empty());
        for (boolean connect = true; System.in.read() >= 0; connect = !connect) {
            if (connect) {
                echo.connect();
            } else {
                echo.disconnect();
            }
        }
        vertx.close();
    }

    private void connect() {
        in.publishHandler(this::arrived);
        in.subscribeCompletionHandler(granted -> System.out.println(EchoProcess.READY));
        inContext.runOnContext(
                v -> in.connect(port, "127.0.0.1").onSuccess(connected -> in.subscribe("PTP", SUBSCRIPTION_QOS)));
    }

    private void disconnect() {
        inContext.runOnContext(
                v -> in.disconnect().onSuccess(disconnected -> System.out.println(EchoProcess.DISCONNECTED)));
    }

    private void arrived(MqttPublishMessage message) {
        byte[] bytes = message.payload().getBytes();
        if (scanner.scan(bytes, 0, bytes.length) == Addressing.TO_DESK
                && codec.decode(bytes) instanceof DecodeResult.Accepted accepted
                && accepted.frame().content() instanceof Content.Text text) {
            ReplyFrame reply = new ReplyFrame(
                    UUID.randomUUID(), accepted.frame(), Instant.now(), new ReplyFrame.Body.Text(text.text()));
            replies.accept(new EchoReply(accepted.frame().senderUid(), codec.encode(reply), message));
        } else {
            message.ack();
        }
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
