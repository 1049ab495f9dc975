package io.nightdesk;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class LocalizedMessageTest {

    @Test
    void writesItsArgumentsInTheSameLanguage() {
        // Given
        LocalizedMessage place = LocalizedMessage.of("line %s", "第 %s 行", 3);
        LocalizedMessage message = LocalizedMessage.of(
                "The file is %s, see %s.", "见%2$s：文件是%1$s。", LocalizedMessage.of("empty", "空的"), place);

        // When
        List<String> texts = List.of(
                message.in(Locale.ENGLISH), message.in(Locale.CHINESE), message.in(Locale.GERMAN), message.toString());

        // Then
        assertThat(texts)
                .containsExactly(
                        "The file is empty, see line 3.",
                        "见第 3 行：文件是空的。",
                        "The file is empty, see line 3.",
                        "The file is empty, see line 3.");
    }

    @Test
    void keepsPercentSignsOfATextWithoutArguments() {
        // When
        LocalizedMessage message = LocalizedMessage.of("write %2B", "写 %2B");

        // Then
        assertThat(message.inEnglish()).isEqualTo("write %2B");
    }

    @Test
    void isTakenApartFromTheMessageOfAConstraint() {
        // When
        LocalizedMessage message = LocalizedMessage.ofConstraint("is required | 必填");

        // Then
        assertThat(message).isEqualTo(LocalizedMessage.of("is required", "必填"));
        assertThat(message.toConstraint()).isEqualTo("is required | 必填");
    }

    /** The fields of bodies. Settings have constraints at methods, and their messages are for the log. */
    @Test
    void everyConstraintOfAFieldHasAMessageInBothLanguages() {
        // When
        List<String> messages = new ClassFileImporter()
                .importPath(Path.of("target/classes")).stream()
                        .flatMap(type -> type.getFields().stream())
                        .flatMap(field -> field.getAnnotations().stream())
                        .filter(LocalizedMessageTest::isConstraint)
                        .map(constraint ->
                                String.valueOf(constraint.get("message").orElse("")))
                        .toList();

        // Then
        assertThat(messages)
                .hasSizeGreaterThan(20)
                .allSatisfy(message -> assertThat(
                                LocalizedMessage.ofConstraint(message).in(Locale.CHINESE))
                        .containsPattern("\\p{IsHan}"));
    }

    private static boolean isConstraint(JavaAnnotation<?> annotation) {
        return annotation.getRawType().isMetaAnnotatedWith("jakarta.validation.Constraint");
    }
}
