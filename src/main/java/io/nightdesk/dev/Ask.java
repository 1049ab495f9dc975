package io.nightdesk.dev;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.nightdesk.frame.Content;
import io.nightdesk.frame.DecodeResult;
import io.nightdesk.frame.Frame;
import io.nightdesk.frame.FrameCodec;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A customer's client for the command line: {@code ./mvnw -q -Pask -Dask=怎么退货} sends one question; without {@code -Dask} it reads
 * questions from standard input. {@code -Das=10002} sets the customer, {@code -Dorder=…} attaches an order.
 */
public final class Ask {

    private static final int TIMEOUT_SECONDS = 5;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final FrameCodec codec =
            new FrameCodec(List.of("content", "text", "msg"), List.of("url", "content"), "webIm");
    private final BlockingQueue<String> replies = new LinkedBlockingQueue<>();
    private final String customer = System.getProperty("as", "10001");
    private final String desk = System.getProperty("desk", "88888");
    private final String order = System.getProperty("order", "");

    private Ask() {}

    public static void main(String[] args) throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            new Ask().run(vertx, System.getProperty("ask"));
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get();
        }
    }

    private void run(Vertx vertx, @Nullable String question) throws Exception {
        MqttClient client = MqttClient.create(vertx);
        client.publishHandler(message -> receive(message.payload()));
        String host = System.getProperty("host", "localhost");
        int port = Integer.getInteger("port", 1883);
        try {
            client.connect(port, host)
                    .compose(connected -> client.subscribe("PTP/" + customer, MqttQoS.AT_LEAST_ONCE.value()))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            out.printf("Cannot connect to the broker at %s:%d. Is ./mvnw quarkus:dev running?%n", host, port);
            return;
        }
        if (question != null) {
            ask(client, question);
        } else {
            askLineByLine(client);
        }
        client.disconnect();
    }

    private void askLineByLine(MqttClient client) throws IOException, InterruptedException {
        out.printf("Customer %s writes to desk %s. An empty line ends the session.%n", customer, desk);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null && !line.isBlank(); line = in.readLine()) {
            ask(client, line);
        }
    }

    private void ask(MqttClient client, String question) throws InterruptedException {
        Frame frame = new Frame(
                UUID.randomUUID(),
                customer,
                desk,
                System.currentTimeMillis(),
                "",
                0,
                20,
                new Content.Text("content", question, order));
        out.println(customer + "> " + question);
        client.publish("PTP", Buffer.buffer(codec.encode(frame)), MqttQoS.EXACTLY_ONCE, false, false);
        String reply = replies.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        out.println(reply == null ? "(no reply within " + TIMEOUT_SECONDS + " s)" : desk + "> " + reply);
    }

    private void receive(Buffer payload) {
        if (codec.decode(payload.getBytes()) instanceof DecodeResult.Accepted accepted
                && accepted.frame().content() instanceof Content.Text text) {
            replies.add(text.text());
        }
    }
}
