package io.nightdesk.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.docs.Settings.Default;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Compares the settings that the documents name with those in the code. */
class SettingsTableTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(NIGHTDESK_[A-Z_]+)` \\| ([^|]*) \\| ([^|]+) \\|$");

    private static final Pattern SETTING = Pattern.compile("NIGHTDESK_[A-Z_]+(?<!_)");

    /** Settings of dev mode are not part of the packaged service and have no config mapping. */
    private static final Set<String> DEV_MODE =
            Set.of("NIGHTDESK_DEV_DATABASE_PORT", "NIGHTDESK_DEV_WEB_SOCKET_PORT", "NIGHTDESK_DEV_DATA");

    /** The default texts are too long for a table. */
    private static final String TEXTS = "NIGHTDESK_TEXTS_";

    @Test
    void listsEverySettingWithItsDefault() throws IOException {
        // Given
        Map<String, String> inCode = new TreeMap<>();
        Settings.all().forEach((name, value) -> inCode.put(name, name.startsWith(TEXTS) ? "a text" : shown(value)));

        // When
        Map<String, String> inTable = new TreeMap<>();
        Matcher row = ROW.matcher(Files.readString(Path.of("docs/configuration.md")));
        while (row.find()) {
            // "none" may be followed by the derived value.
            String shown = row.group(2).startsWith("none") ? "none" : row.group(2);
            assertThat(inTable.put(row.group(1), shown))
                    .as("second row of " + row.group(1))
                    .isNull();
        }

        // Then
        assertThat(inTable).isEqualTo(inCode);
    }

    @Test
    void namesOnlyExistingSettings() throws IOException {
        // Given
        Set<String> known = new TreeSet<>(Settings.all().keySet());
        known.addAll(DEV_MODE);

        // When
        Set<String> named = new TreeSet<>();
        for (Path document : Documents.all().toList()) {
            SETTING.matcher(Files.readString(document)).results().forEach(match -> named.add(match.group()));
        }

        // Then
        assertThat(named).hasSizeGreaterThan(60).isSubsetOf(known);
    }

    private static String shown(Default value) {
        if (value instanceof Default.Value text) {
            return "`" + text.text() + "`";
        }
        return value instanceof Default.None ? "none" : "required";
    }
}
