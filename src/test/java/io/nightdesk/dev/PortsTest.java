package io.nightdesk.dev;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

final class PortsTest {

    @Test
    void namesTheSettingToChangeWhenAPortIsInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() -> Ports.requireFree(port, "the embedded broker", "NIGHTDESK_BROKER_PORT"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("Port " + port
                            + " for the embedded broker is in use: stop the program that listens on it, or set"
                            + " NIGHTDESK_BROKER_PORT to a free port.");
        }
    }

    @Test
    void acceptsAFreePort() throws IOException {
        int port;
        try (ServerSocket freed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = freed.getLocalPort();
        }

        assertThatCode(() -> Ports.requireFree(port, "anything", "ANY")).doesNotThrowAnyException();
    }
}
