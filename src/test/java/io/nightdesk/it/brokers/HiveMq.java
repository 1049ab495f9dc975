package io.nightdesk.it.brokers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** HiveMQ Community Edition. */
final class HiveMq extends JavaBroker {

    HiveMq(Path home) {
        super("hivemq", home);
    }

    @Override
    protected ProcessBuilder prepare() throws IOException {
        Files.createDirectories(home().resolve("data"));
        Files.createDirectories(home().resolve("extensions"));
        write("config.xml", """
                <hivemq>
                  <listeners>
                    <tcp-listener>
                      <port>%d</port>
                      <bind-address>127.0.0.1</bind-address>
                    </tcp-listener>
                  </listeners>
                  <mqtt>
                    <queued-messages>
                      <max-queue-size>1000000</max-queue-size>
                    </queued-messages>
                  </mqtt>
                  <anonymous-usage-statistics>
                    <enabled>false</enabled>
                  </anonymous-usage-statistics>
                </hivemq>
                """.formatted(port()));
        return java("HiveMq.java", home());
    }
}
