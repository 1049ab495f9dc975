package io.nightdesk.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One MQTT 5 connection of the load generator. It does only what the benchmark needs, because the processor time that it
 * takes is missing at what is measured: one thread reads, and everything that follows from one read is sent with one write.
 *
 * <p>MQTT 5 because its subscription can leave out the client's own messages, which 3.1.1 cannot.
 */
final class MqttLink implements AutoCloseable {

    /** Handles payloads on the reading thread, which holds the lock of the link. */
    interface Listener {
        void arrived(byte[] buffer, int offset, int length);
    }

    /** Below {@code max_inflight_messages} of the broker, because a broker drops what exceeds it. */
    private static final int SEND_WINDOW = 200;

    private static final int CONNECT = 0x10;
    private static final int CONNACK = 0x20;
    private static final int PUBLISH = 0x30;
    private static final int PUBACK = 0x40;
    private static final int PUBREC = 0x50;
    private static final int PUBREL = 0x62;
    private static final int PUBCOMP = 0x70;
    private static final int SUBSCRIBE = 0x82;
    private static final int SUBACK = 0x90;
    private static final int FIRST_FAILURE_CODE = 0x80;
    private static final int NO_LOCAL = 0x04;

    private static final int MAX_ID = 65_535;
    private static final int MAX_PACKET = 128 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final byte[] topic;
    private final int qos;
    private final Listener listener;
    private final SocketChannel socket;
    private final ByteBuffer in = ByteBuffer.allocate(2 * MAX_PACKET);
    private final ByteBuffer out = ByteBuffer.allocate(MAX_PACKET);
    private final CompletableFuture<Void> connected = new CompletableFuture<>();
    private final CompletableFuture<Void> subscribed = new CompletableFuture<>();
    private final CompletableFuture<Void> failed = new CompletableFuture<>();

    private final Queue<byte[]> waiting = new ArrayDeque<>();
    private int unconfirmed;
    private int lastId;
    private CompletableFuture<Void> confirmed = CompletableFuture.completedFuture(null);

    /**
     * Connects and subscribes.
     *
     * @param topic what all messages are published to
     * @param filter what is subscribed to, without the own messages
     */
    MqttLink(int port, String clientId, String topic, String filter, int qos, Listener listener) throws Exception {
        this.topic = topic.getBytes(StandardCharsets.UTF_8);
        this.qos = qos;
        this.listener = listener;
        this.socket = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        Thread reader = new Thread(this::read, "load");
        reader.setDaemon(true);
        reader.start();
        connect(clientId);
        await(connected, PATIENCE, "the connection");
        subscribe(filter);
        await(subscribed, PATIENCE, "the subscription");
    }

    /** Waits for something that follows from what arrives; fails at once if the connection does. */
    void await(CompletableFuture<?> step, Duration patience, String what) throws Exception {
        try {
            CompletableFuture.anyOf(step, failed).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException(what + " took longer than " + patience, e);
        }
    }

    private synchronized void connect(String clientId) {
        byte[] id = clientId.getBytes(StandardCharsets.UTF_8);
        begin(CONNECT, 13 + id.length);
        putText("MQTT".getBytes(StandardCharsets.UTF_8));
        out.put((byte) 5).put((byte) 2).putShort((short) 0).put((byte) 0);
        putText(id);
        flush();
    }

    private synchronized void subscribe(String filter) {
        byte[] bytes = filter.getBytes(StandardCharsets.UTF_8);
        begin(SUBSCRIBE, 6 + bytes.length);
        out.putShort((short) 1).put((byte) 0);
        putText(bytes);
        out.put((byte) (NO_LOCAL | qos));
        flush();
    }

    /** Sends a message, once fewer than the window await confirmation. {@link #flush} must follow. */
    synchronized void publish(byte[] payload) {
        if (unconfirmed < SEND_WINDOW) {
            send(payload);
        } else {
            waiting.add(payload);
        }
    }

    private void send(byte[] payload) {
        unconfirmed++;
        lastId = lastId % MAX_ID + 1;
        begin(PUBLISH | qos << 1, 5 + topic.length + payload.length);
        putText(topic);
        out.putShort((short) lastId).put((byte) 0).put(payload);
    }

    synchronized void flush() {
        try {
            out.flip();
            while (out.hasRemaining()) {
                socket.write(out);
            }
            out.clear();
        } catch (IOException e) {
            failed.completeExceptionally(e);
        }
    }

    /** Waits until the broker has confirmed every message. */
    void awaitConfirmed() throws Exception {
        CompletableFuture<Void> all;
        synchronized (this) {
            all = unconfirmed == 0 ? CompletableFuture.completedFuture(null) : new CompletableFuture<>();
            confirmed = all;
        }
        await(all, PATIENCE, "the confirmation of messages");
    }

    private void begin(int type, int length) {
        if (out.remaining() < length + 5) {
            flush();
        }
        out.put((byte) type);
        int rest = length;
        for (; rest >= 0x80; rest >>>= 7) {
            out.put((byte) (rest | 0x80));
        }
        out.put((byte) rest);
    }

    private void putText(byte[] text) {
        out.putShort((short) text.length).put(text);
    }

    private void read() {
        try {
            while (socket.read(in) >= 0) {
                in.flip();
                synchronized (this) {
                    while (readPacket()) {
                        // All that has arrived.
                    }
                    flush();
                }
                in.compact();
            }
            throw new EOFException("the broker closed the connection of the load generator");
        } catch (AsynchronousCloseException e) {
            // Closed here.
        } catch (IOException | RuntimeException e) {
            failed.completeExceptionally(e);
        }
    }

    /** Handles the next packet; false if it has not arrived completely. */
    private boolean readPacket() {
        int start = in.position();
        int length = 0;
        int at = start + 1;
        for (int shift = 0; ; shift += 7) {
            if (at >= in.limit()) {
                return false;
            }
            byte next = in.get(at++);
            length |= (next & 0x7F) << shift;
            if (next >= 0) {
                break;
            }
        }
        if (in.limit() - at < length) {
            return false;
        }
        handle(in.get(start) & 0xFF, at, at + length);
        in.position(at + length);
        return true;
    }

    private void handle(int header, int from, int to) {
        switch (header & 0xF0) {
            case PUBLISH -> arrived(header >> 1 & 3, from, to);
            case PUBACK, PUBCOMP -> confirmed();
            case PUBREC -> {
                if (to - from > 2 && (in.get(from + 2) & 0xFF) >= FIRST_FAILURE_CODE) {
                    confirmed();
                } else {
                    respond(PUBREL, in.getShort(from));
                }
            }
            case PUBREL & 0xF0 -> respond(PUBCOMP, in.getShort(from));
            case CONNACK -> complete(connected, in.get(from + 1));
            case SUBACK -> complete(subscribed, in.get(to - 1));
            default -> throw new IllegalStateException("the broker sent a packet of type " + (header >> 4));
        }
    }

    private static void complete(CompletableFuture<Void> step, byte code) {
        if ((code & 0xFF) >= FIRST_FAILURE_CODE) {
            throw new IllegalStateException("the broker refused with reason code " + (code & 0xFF));
        }
        step.complete(null);
    }

    private void arrived(int arrivedQos, int from, int to) {
        int at = from + 2 + (in.getShort(from) & 0xFFFF);
        short id = arrivedQos == 0 ? 0 : in.getShort(at);
        at += arrivedQos == 0 ? 0 : 2;
        // The broker sends no properties longer than that.
        at += 1 + in.get(at);
        listener.arrived(in.array(), at, to - at);
        if (arrivedQos > 0) {
            respond(arrivedQos == 1 ? PUBACK : PUBREC, id);
        }
    }

    private void respond(int type, short id) {
        begin(type, 2);
        out.putShort(id);
    }

    private void confirmed() {
        unconfirmed--;
        if (!waiting.isEmpty()) {
            send(waiting.remove());
        } else if (unconfirmed == 0) {
            confirmed.complete(null);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
