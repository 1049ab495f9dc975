package io.nightdesk.dev;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Tells a taken port before anything starts on it, with the name of the setting that moves it. */
final class Ports {

    private Ports() {}

    static void requireFree(int port, String what, String setting) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "Port " + port + " for " + what + " is taken: stop what listens there or set " + setting
                            + " to a free port.",
                    e);
        }
    }
}
