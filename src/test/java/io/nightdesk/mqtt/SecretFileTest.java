package io.nightdesk.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightdesk.mqtt.SecretFile.Unfit;
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
    void aPasswordIsTheTextWithoutTheLineBreakAtItsEnd(String content, String expected) throws Exception {
        // Given
        SecretFile file = file(content.getBytes(StandardCharsets.UTF_8));

        // When
        String password = file.password();

        // Then
        assertThat(password).isEqualTo(expected);
    }

    @Test
    void readsWhatIsThereNow() throws Exception {
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
    void saysWhatIsWrong() throws Exception {
        assertUnfit(new SecretFile("X", home.resolve("none")), "the file of X does not exist");
        assertUnfit(new SecretFile("X", home), "the file of X is no file");
        assertUnfit(file(new byte[0]), "the file of X is empty");
        assertUnfit(file("\n".getBytes(StandardCharsets.UTF_8)), "the file of X is empty");
        assertUnfit(file(new byte[] {(byte) 0xff}), "the file of X is not in UTF-8");
        assertUnfit(file(new byte[SecretFile.MOST_BYTES + 1]), "the file of X is larger than 1 MiB");
    }

    @Test
    void wantsABlockOfTheKindInPem() throws Exception {
        // Given
        SecretFile file =
                file("-----BEGIN CERTIFICATE-----\nMII=\n-----END CERTIFICATE-----\n".getBytes(StandardCharsets.UTF_8));

        // When
        String certificate = file.pem("CERTIFICATE").toString();

        // Then
        assertThat(certificate).contains("MII=");
        assertThatThrownBy(() -> file.pem("PRIVATE KEY"))
                .isInstanceOf(Unfit.class)
                .hasMessage("the file of X has no block \"-----BEGIN PRIVATE KEY-----\"; it must be in PEM");
    }

    private static void assertUnfit(SecretFile file, String message) {
        assertThatThrownBy(file::password).isInstanceOf(Unfit.class).hasMessage(message);
    }

    private SecretFile file(byte[] content) throws IOException {
        return new SecretFile("X", Files.write(home.resolve("secret"), content));
    }
}
