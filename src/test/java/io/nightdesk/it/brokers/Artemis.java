package io.nightdesk.it.brokers;

import java.io.IOException;
import java.nio.file.Path;

/** ActiveMQ Artemis. */
final class Artemis extends JavaBroker {

    Artemis(Path home) {
        super("artemis", home);
    }

    @Override
    protected ProcessBuilder prepare() throws IOException {
        String acceptor =
                "tcp://127.0.0.1:%d?protocols=MQTT;defaultMaximumInFlightPublishMessages=256".formatted(port());
        return java("Artemis.java", write("broker.xml", """
                <configuration xmlns="urn:activemq">
                  <core xmlns="urn:activemq:core">
                    <security-enabled>false</security-enabled>
                    <journal-type>NIO</journal-type>
                    <paging-directory>%1$s/paging</paging-directory>
                    <bindings-directory>%1$s/bindings</bindings-directory>
                    <journal-directory>%1$s/journal</journal-directory>
                    <large-messages-directory>%1$s/large-messages</large-messages-directory>
                    <acceptors>
                      <acceptor name="mqtt">%2$s</acceptor>
                    </acceptors>
                  </core>
                </configuration>
                """.formatted(home(), acceptor)));
    }
}
