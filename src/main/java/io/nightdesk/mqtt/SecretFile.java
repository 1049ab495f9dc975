package io.nightdesk.mqtt;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A small file that a deployment mounts and may replace at any time, so it is read again whenever it is needed.
 *
 * @param setting what names it, for the reason when it is of no use
 */
record SecretFile(String setting, Path path) {

    static final int MOST_BYTES = 1024 * 1024;

    /** A file that is not as it must be; the message says which and what to do. */
    static final class Unfit extends Exception {
        private static final long serialVersionUID = 1;

        Unfit(String message) {
            super(message);
        }
    }

    /** A password or token: the text in UTF-8 without the line break at its end. */
    String password() throws Unfit {
        String text = text();
        if (text.endsWith("\n")) {
            text = text.substring(0, text.endsWith("\r\n") ? text.length() - 2 : text.length() - 1);
        }
        if (text.isEmpty()) {
            throw unfit("is empty");
        }
        return text;
    }

    /** Something in PEM with at least one block of that kind, {@code CERTIFICATE} say. */
    Buffer pem(String kind) throws Unfit {
        String text = text();
        if (!text.contains(kind + "-----\n") && !text.contains(kind + "-----\r\n")) {
            throw unfit("has no block \"-----BEGIN " + kind + "-----\"; it must be in PEM");
        }
        if (text.contains("ENCRYPTED")) {
            throw unfit("is encrypted; it must be plain, for this process's eyes only");
        }
        return Buffer.buffer(text);
    }

    private String text() throws Unfit {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw unfit("is no file");
        }
        try (InputStream file = Files.newInputStream(path)) {
            byte[] bytes = file.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw unfit("is larger than 1 MiB");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (NoSuchFileException e) {
            throw unfit("does not exist");
        } catch (AccessDeniedException e) {
            throw unfit("may not be read by this process");
        } catch (CharacterCodingException e) {
            throw unfit("is not in UTF-8");
        } catch (IOException e) {
            throw unfit("cannot be read");
        }
    }

    private Unfit unfit(String what) {
        return new Unfit("the file of " + setting + " " + what);
    }
}
