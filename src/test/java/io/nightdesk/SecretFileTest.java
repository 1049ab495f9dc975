package io.nightdesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightdesk.SecretFile.InvalidFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SecretFileTest {

    @TempDir
    private Path home;

    @ParameterizedTest
    @CsvSource({
        "secret, secret",
        "'secret\n', secret",
        "'secret\r\n', secret",
        "'secret\n\n', 'secret\n'",
        "'密码 ', '密码 '"
    })
    void readsAPasswordWithoutTheLineBreakAtItsEnd(String content, String expected) throws Exception {
        // Given
        SecretFile file = file(content.getBytes(StandardCharsets.UTF_8));

        // When
        String password = file.password();

        // Then
        assertThat(password).isEqualTo(expected);
    }

    @Test
    void readsTheCurrentContent() throws Exception {
        // Given
        SecretFile file = file("old".getBytes(StandardCharsets.UTF_8));
        file.password();
        Files.writeString(file.path(), "new");

        // When
        String password = file.password();

        // Then
        assertThat(password).isEqualTo("new");
    }

    @Test
    void reportsWhyAFileCannotBeUsed() throws Exception {
        assertInvalid(new SecretFile("X", home.resolve("none")), "the file in X does not exist");
        assertInvalid(new SecretFile("X", home), "the file in X is not a regular file");
        assertInvalid(file(new byte[0]), "the file in X is empty");
        assertInvalid(file("\n".getBytes(StandardCharsets.UTF_8)), "the file in X is empty");
        assertInvalid(file(new byte[] {(byte) 0xff}), "the file in X is not valid UTF-8");
        assertInvalid(file(new byte[SecretFile.MAX_BYTES + 1]), "the file in X is larger than 1 MiB");
    }

    @Test
    void requiresAPemBlockOfTheType() throws Exception {
        // Given
        SecretFile file =
                file("-----BEGIN CERTIFICATE-----\nMII=\n-----END CERTIFICATE-----\n".getBytes(StandardCharsets.UTF_8));

        // When
        String certificate = file.pem("CERTIFICATE");

        // Then
        assertThat(certificate).contains("MII=");
        assertThatThrownBy(() -> file.pem("PRIVATE KEY"))
                .isInstanceOf(InvalidFileException.class)
                .hasMessage("the file in X has no block \"-----BEGIN PRIVATE KEY-----\": it must be in PEM format");
    }

    private static void assertInvalid(SecretFile file, String message) {
        assertThatThrownBy(file::password)
                .isInstanceOf(InvalidFileException.class)
                .hasMessage(message);
    }

    private SecretFile file(byte[] content) throws IOException {
        return new SecretFile("X", Files.write(home.resolve("secret"), content));
    }
}
