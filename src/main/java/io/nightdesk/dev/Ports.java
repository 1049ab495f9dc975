package io.nightdesk.dev;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Checks ports before anything starts on them, so that the error can name the setting to change. */
final class Ports {

    private Ports() {}

    static void requireFree(int port, String what, String setting) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "Port " + port + " for " + what + " is in use: stop the program that listens on it, or set "
                            + setting + " to a free port.",
                    e);
        }
    }
}
