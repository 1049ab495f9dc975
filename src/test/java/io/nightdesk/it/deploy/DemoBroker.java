package io.nightdesk.it.deploy;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import io.nightdesk.frame.DecodeResult;
import io.nightdesk.frame.Frame;
import io.nightdesk.frame.FrameCodec;
import io.nightdesk.it.harness.ChildProcesses;
import io.nightdesk.it.harness.Customers;
import io.nightdesk.it.harness.Ports;
import io.nightdesk.it.harness.ProcessLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The demo's Mosquitto with the files, the command and the user of its manifest; only ports and folders differ. */
final class DemoBroker implements AutoCloseable {

    private static final String FOLDERS = "/mosquitto/";
    private static final FrameCodec CODEC =
            new FrameCodec(List.of("content", "text", "msg"), List.of("url", "content"), "webIm");

    private final int port = Ports.free();
    private final int webSocketPort = Ports.free();
    private final Path home;
    private final Process process;

    DemoBroker(Path home, Pod pod) throws IOException {
        this.home = home;
        for (Map.Entry<String, String> file : pod.files().entrySet()) {
            Path path = Path.of(moved(file.getKey()));
            Files.createDirectories(path.getParent());
            Files.writeString(path, onOwnPorts(file.getValue()));
        }
        String user = pod.spec().at("/securityContext/runAsUser").asText();
        Files.setAttribute(Files.createDirectories(home.resolve("data")), "unix:uid", Integer.valueOf(user));
        List<String> command =
                new ArrayList<>(List.of("setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups"));
        Manifests.elements(pod.container().path("command")).forEach(word -> command.add(moved(word.asText())));
        process = ChildProcesses.start(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessLog.create("DemoIT.mosquitto").redirect()));
        Ports.awaitOpen(port);
        Ports.awaitOpen(webSocketPort);
    }

    int port() {
        return port;
    }

    private String moved(String text) {
        return text.replace(FOLDERS, home + "/");
    }

    private String onOwnPorts(String text) {
        return moved(text)
                .replace("listener 1883\n", "listener " + port + "\n")
                .replace("listener 8083\n", "listener " + webSocketPort + "\n");
    }

    /** Connects like a browser: over WebSocket, with the user name as client id, subscribed to its own topic. */
    Customer connect(String uid, String password) throws Exception {
        Mqtt3AsyncClient client = Mqtt3Client.builder()
                .identifier(uid)
                .serverHost("127.0.0.1")
                .serverPort(webSocketPort)
                .webSocketConfig()
                .serverPath("mqtt")
                .applyWebSocketConfig()
                .simpleAuth()
                .username(uid)
                .password(password.getBytes(StandardCharsets.UTF_8))
                .applySimpleAuth()
                .buildAsync();
        client.connect().get(20, TimeUnit.SECONDS);
        BlockingQueue<byte[]> replies = new LinkedBlockingQueue<>();
        client.subscribeWith()
                .topicFilter("PTP/" + uid)
                .qos(MqttQos.EXACTLY_ONCE)
                .callback(publish -> replies.add(publish.getPayloadAsBytes()))
                .send()
                .get(20, TimeUnit.SECONDS);
        return new Customer(uid, client, replies);
    }

    record Customer(String uid, Mqtt3AsyncClient client, BlockingQueue<byte[]> replies) implements AutoCloseable {

        String ask(String text) throws InterruptedException {
            Frame question = Customers.question(uid, text);
            client.publishWith()
                    .topic("PTP")
                    .qos(MqttQos.EXACTLY_ONCE)
                    .payload(Customers.bytes(question))
                    .send();
            byte[] reply = replies.poll(20, TimeUnit.SECONDS);
            if (reply == null) {
                throw new AssertionError("no reply");
            }
            return Customers.text(((DecodeResult.Accepted) CODEC.decode(reply)).frame());
        }

        @Override
        public void close() throws Exception {
            client.disconnect().get(20, TimeUnit.SECONDS);
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            throw new AssertionError("Mosquitto did not stop");
        }
    }
}
