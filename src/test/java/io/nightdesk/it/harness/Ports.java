package io.nightdesk.it.harness;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for servers that tests stop and start again. They are below the range of outgoing connections, because a client that
 * keeps reconnecting while its server is down could be given the port of the server and connect to itself.
 */
public final class Ports {

    private static final int FIRST = 10_000;
    private static final int END = firstOfOutgoing();
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(FIRST, END));

    private Ports() {}

    /** Returns an unused port, another one at each call. */
    public static int free() {
        while (true) {
            int port = NEXT.getAndUpdate(last -> last + 1 < END ? last + 1 : FIRST);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException e) {
                // In use: try the next.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static int firstOfOutgoing() {
        try {
            String range = Files.readString(Path.of("/proc/sys/net/ipv4/ip_local_port_range"));
            return Math.max(FIRST + 1_000, Integer.parseInt(range.strip().split("\\s+", -1)[0]));
        } catch (IOException e) {
            // Not Linux.
            return 32_768;
        }
    }

    public static void awaitOpen(int port) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> isOpen(port));
    }

    private static boolean isOpen(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
