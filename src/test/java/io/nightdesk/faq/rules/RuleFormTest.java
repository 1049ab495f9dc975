package io.nightdesk.faq.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.faq.rules.RuleForm.TriggersForm;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RuleFormTest {

    private static final RuleForm EMPTY =
            new RuleForm("refund", null, null, null, TriggersForm.NONE, null, null, null, null, null);

    @ParameterizedTest
    @ValueSource(strings = {"退款 多久到账", " 退款 多久到账\n", "退款\n多久到账", "退款\r\n\r\n多久到账", "退款\t多久到账", "退款\u2028多久到账"})
    void addsACustomersTextAsOneLine(String text) {
        // When
        RuleForm form = EMPTY.withExample(text);

        // Then
        assertThat(Objects.requireNonNull(form.triggers()).examples()).isEqualTo(List.of("退款 多久到账"));
    }
}
