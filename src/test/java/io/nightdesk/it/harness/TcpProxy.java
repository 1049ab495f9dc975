package io.nightdesk.it.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A TCP proxy between a client and a server on this machine, whose network fails on command. Bytes are never lost or changed
 * within a connection, as TCP guarantees: they are held back, delayed, or the connection is reset.
 */
public final class TcpProxy implements AutoCloseable {

    /** Where bytes go. */
    public enum Direction {
        TO_SERVER,
        TO_CLIENT
    }

    private static final int CHUNK_BYTES = 4_096;

    private final int port = Ports.free();
    private volatile int serverPort;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    /** Guarded by this. */
    private final Set<Direction> held = ConcurrentHashMap.newKeySet();

    private volatile Duration latency = Duration.ZERO;
    private volatile LongSupplier bytesUntilReset = () -> Long.MAX_VALUE;
    private volatile ServerSocket listener;

    public TcpProxy(int serverPort) throws IOException {
        this.serverPort = serverPort;
        this.listener = listen();
    }

    public int port() {
        return port;
    }

    /** Sends new connections to another server, and resets those to the former one. */
    public void switchTo(int otherServerPort) {
        serverPort = otherServerPort;
        reset();
    }

    /** Resets all connections; new ones are possible. */
    public void reset() {
        links.forEach(Link::reset);
    }

    /** Holds back all bytes in a direction, of new connections too, until {@link #heal}. Both ends see nothing but silence. */
    public synchronized void hold(Direction direction) {
        held.add(direction);
    }

    /** Holds back everything. */
    public void blackhole() {
        hold(Direction.TO_SERVER);
        hold(Direction.TO_CLIENT);
    }

    /** Delays each chunk of up to 4 KiB by that much. */
    public void delay(Duration perChunk) {
        latency = perChunk;
    }

    /** Resets each connection after a random number of bytes, in the middle of a packet if it happens to be there. */
    public void resetWithin(int maxBytes, Random random) {
        bytesUntilReset = () -> 1 + random.nextInt(maxBytes);
        reset();
    }

    /** Resets all connections and refuses new ones until {@link #heal}. */
    public void refuse() throws IOException {
        listener.close();
        reset();
    }

    /** Ends all faults. What was held back arrives, unless its connection is gone. */
    public synchronized void heal() throws IOException {
        latency = Duration.ZERO;
        bytesUntilReset = () -> Long.MAX_VALUE;
        links.forEach(link -> link.bytesLeft.set(Long.MAX_VALUE));
        held.clear();
        notifyAll();
        if (listener.isClosed()) {
            listener = listen();
        }
    }

    @Override
    public void close() throws IOException {
        heal();
        refuse();
    }

    private ServerSocket listen() throws IOException {
        ServerSocket opened = new ServerSocket(port, 256, InetAddress.getLoopbackAddress());
        daemon(() -> accept(opened));
        return opened;
    }

    private void accept(ServerSocket from) {
        while (!from.isClosed()) {
            try {
                Socket client = from.accept();
                try {
                    new Link(client, new Socket(InetAddress.getLoopbackAddress(), serverPort)).start();
                } catch (IOException e) {
                    // The server is down, and so the client must see.
                    abort(client);
                }
            } catch (IOException e) {
                // Closed.
            }
        }
    }

    private synchronized void awaitPassage(Direction direction) throws InterruptedException {
        while (held.contains(direction)) {
            wait();
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "tcp-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    /** Closes with RST. */
    private static void abort(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // Closed by its other end.
        }
    }

    private final class Link {
        private final Socket client;
        private final Socket server;
        private final AtomicLong bytesLeft = new AtomicLong(bytesUntilReset.getAsLong());

        Link(Socket client, Socket server) throws IOException {
            this.client = client;
            this.server = server;
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
        }

        void start() {
            links.add(this);
            daemon(() -> pump(client, server, Direction.TO_SERVER));
            daemon(() -> pump(server, client, Direction.TO_CLIENT));
        }

        void reset() {
            links.remove(this);
            abort(client);
            abort(server);
        }

        private void pump(Socket from, Socket to, Direction direction) {
            byte[] chunk = new byte[CHUNK_BYTES];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                int read = in.read(chunk);
                while (read >= 0) {
                    awaitPassage(direction);
                    Thread.sleep(latency.toMillis());
                    long left = bytesLeft.addAndGet(-read);
                    out.write(chunk, 0, (int) Math.max(0, Math.min(read, read + left)));
                    if (left <= 0) {
                        reset();
                        return;
                    }
                    read = in.read(chunk);
                }
                awaitPassage(direction);
                close();
            } catch (IOException e) {
                reset();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Closes with FIN. */
        private void close() throws IOException {
            links.remove(this);
            try (client;
                    server) {
                client.shutdownOutput();
                server.shutdownOutput();
            }
        }
    }
}
