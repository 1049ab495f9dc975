package io.nightdesk;

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
 * A small file that a deployment mounts and may replace at any time, so it is read whenever it is needed.
 *
 * @param setting the setting that names the file, for error messages
 */
public record SecretFile(String setting, Path path) {

    static final int MAX_BYTES = 1024 * 1024;

    /** A file that cannot be used; the message names its setting and says why. */
    public static final class InvalidFileException extends Exception {
        private static final long serialVersionUID = 1;

        public InvalidFileException(String message) {
            super(message);
        }
    }

    /** A password or token: the UTF-8 text without the line break at its end. */
    public String password() throws InvalidFileException {
        String text = text();
        if (text.endsWith("\n")) {
            text = text.substring(0, text.endsWith("\r\n") ? text.length() - 2 : text.length() - 1);
        }
        if (text.isEmpty()) {
            throw invalid("is empty");
        }
        return text;
    }

    /** PEM text with at least one block of that type, for example {@code CERTIFICATE}. */
    public String pem(String blockType) throws InvalidFileException {
        String text = text();
        if (!text.contains(blockType + "-----\n") && !text.contains(blockType + "-----\r\n")) {
            throw invalid("has no block \"-----BEGIN " + blockType + "-----\": it must be in PEM format");
        }
        if (text.contains("ENCRYPTED")) {
            throw invalid("is encrypted: it must be plain text that only this process may read");
        }
        return text;
    }

    private String text() throws InvalidFileException {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw invalid("is not a regular file");
        }
        try (InputStream file = Files.newInputStream(path)) {
            byte[] bytes = file.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw invalid("is larger than 1 MiB");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (NoSuchFileException e) {
            throw invalid("does not exist");
        } catch (AccessDeniedException e) {
            throw invalid("must be readable by this process");
        } catch (CharacterCodingException e) {
            throw invalid("is not valid UTF-8");
        } catch (IOException e) {
            throw invalid("cannot be read");
        }
    }

    private InvalidFileException invalid(String reason) {
        return new InvalidFileException("the file in " + setting + " " + reason);
    }
}
