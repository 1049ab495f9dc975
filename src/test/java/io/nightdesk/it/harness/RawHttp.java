package io.nightdesk.it.harness;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** An HTTP/1.1 connection that sends exactly what a test says: HTTP clients normalise paths and headers. */
public final class RawHttp implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Socket socket;

    /** The head of a response. */
    public record Head(int status, String text) {

        /** The value of the first header with this name. */
        public Optional<String> header(String name) {
            return text.lines()
                    .filter(line -> line.regionMatches(/* ignoreCase= */ true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst();
        }
    }

    /** A whole response. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Answer(Head head, byte[] body) {}

    public RawHttp(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) TIMEOUT.toMillis());
    }

    /** Sends one request on a connection of its own. */
    public static Head exchange(int port, String... lines) throws IOException {
        try (RawHttp http = new RawHttp(port)) {
            return http.send(String.join("\r\n", lines) + "\r\n\r\n").readHead();
        }
    }

    public RawHttp send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    public RawHttp send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** Reads the response to a request with {@code Connection: close}. */
    public Answer readAnswer() throws IOException {
        Head head = readHead();
        byte[] rest = socket.getInputStream().readAllBytes();
        return new Answer(
                head,
                head.header("Transfer-Encoding").isPresent() ? withoutChunks(new ByteArrayInputStream(rest)) : rest);
    }

    private static byte[] withoutChunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            StringBuilder size = new StringBuilder();
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) {
                    throw new EOFException("the body ends within a chunk");
                }
                size.append((char) next);
            }
            byte[] chunk = in.readNBytes(Integer.parseInt(size.toString().strip(), 16));
            if (chunk.length == 0) {
                return body.toByteArray();
            }
            body.write(chunk);
            in.skipNBytes(2);
        }
    }

    public Head readHead() throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        String text = "";
        while (!text.endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the connection was closed after: " + text);
            }
            head.write(next);
            text = head.toString(StandardCharsets.ISO_8859_1);
        }
        return new Head(Integer.parseInt(text.substring(9, 12)), text);
    }

    /** Waits until the server closes the connection. */
    public void awaitClose() throws IOException {
        socket.getInputStream().readAllBytes();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
