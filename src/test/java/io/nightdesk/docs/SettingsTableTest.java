package io.nightdesk.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.docs.Settings.Default;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README's table of settings against the code. */
class SettingsTableTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(NIGHTDESK_[A-Z_]+)` \\| ([^|]*) \\| ([^|]+) \\|$");

    /** What the desk says without a rule is too long for a table. */
    private static final String TEXTS = "NIGHTDESK_TEXTS_";

    @Test
    void theTableHasEverySettingWithItsDefault() throws IOException {
        // Given
        Map<String, String> inCode = new TreeMap<>();
        Settings.all().forEach((name, value) -> inCode.put(name, name.startsWith(TEXTS) ? "a text" : shown(value)));

        // When
        Map<String, String> inTable = new TreeMap<>();
        Matcher row = ROW.matcher(Files.readString(Path.of("README.md")));
        while (row.find()) {
            // "none" may be followed by what the code makes of it.
            String shown = row.group(2).startsWith("none") ? "none" : row.group(2);
            assertThat(inTable.put(row.group(1), shown))
                    .as("second row of " + row.group(1))
                    .isNull();
        }

        // Then
        assertThat(inTable).isEqualTo(inCode);
    }

    private static String shown(Default value) {
        if (value instanceof Default.Value text) {
            return "`" + text.text() + "`";
        }
        return value instanceof Default.None ? "none" : "required";
    }
}
