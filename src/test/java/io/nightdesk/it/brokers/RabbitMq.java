package io.nightdesk.it.brokers;

import io.nightdesk.it.harness.BrokerProcess;
import io.nightdesk.it.harness.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Debian's RabbitMQ with its MQTT plug-in. Erlang's port mapper runs beside it, on a port of its own too. */
final class RabbitMq extends BrokerProcess {

    /** Not the one on the path, which insists on a user and on folders of the system. */
    private static final Path PROGRAM = Path.of("/usr/lib/rabbitmq/bin/rabbitmq-server");

    private final int portMapperPort = Ports.free();
    private final int nodePort = Ports.free();
    private @Nullable Process portMapper;

    RabbitMq(Path home) {
        super("rabbitmq", home, Ports.free());
    }

    @Override
    public void start() throws IOException {
        if (!Files.isExecutable(PROGRAM)) {
            throw new IllegalStateException(PROGRAM + " is missing: install the Debian package rabbitmq-server");
        }
        if (portMapper == null) {
            ProcessBuilder builder = new ProcessBuilder("epmd", "-port", String.valueOf(portMapperPort));
            builder.environment().put("ERL_EPMD_ADDRESS", "127.0.0.1");
            portMapper = launch(builder);
            Ports.awaitOpen(portMapperPort);
        }
        super.start();
    }

    @Override
    protected ProcessBuilder prepare() throws IOException {
        Path settings = Files.writeString(home().resolve("rabbitmq.conf"), """
                listeners.tcp = none
                mqtt.listeners.tcp.default = 127.0.0.1:%d
                mqtt.allow_anonymous = true
                mqtt.prefetch = 256
                """.formatted(port()));
        Path plugins = Files.writeString(home().resolve("enabled_plugins"), "[rabbitmq_mqtt].\n");
        ProcessBuilder builder = new ProcessBuilder(PROGRAM.toString());
        builder.environment()
                .putAll(Map.of(
                        "HOME", home().toString(),
                        "ERL_EPMD_PORT", String.valueOf(portMapperPort),
                        "RABBITMQ_DIST_PORT", String.valueOf(nodePort),
                        "RABBITMQ_NODENAME", "nightdesk@localhost",
                        "RABBITMQ_MNESIA_BASE", home().resolve("data").toString(),
                        "RABBITMQ_LOGS", "-",
                        "RABBITMQ_CONFIG_FILE", settings.toString(),
                        "RABBITMQ_ENABLED_PLUGINS_FILE", plugins.toString(),
                        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}",
                        // The script then becomes the broker instead of starting it, so that a signal reaches it.
                        "RABBITMQ_ALLOW_INPUT", "true"));
        return builder;
    }

    @Override
    public void close() throws InterruptedException {
        kill();
        if (portMapper != null) {
            portMapper.destroy();
            portMapper.waitFor();
        }
    }
}
