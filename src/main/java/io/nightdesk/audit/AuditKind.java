package io.nightdesk.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What kind of thing an entry is about. */
@RegisterForReflection
public enum AuditKind {
    @JsonProperty("rule")
    RULE,
    @JsonProperty("schedule")
    SCHEDULE,
    @JsonProperty("mode")
    MODE,
    @JsonProperty("session")
    SESSION,
    @JsonProperty("order")
    ORDER,
    @JsonProperty("account")
    ACCOUNT,
    @JsonProperty("rejected_frame")
    REJECTED_FRAME,
    @JsonProperty("customer")
    CUSTOMER,
    @JsonProperty("question")
    QUESTION;

    /** The name in the API and in the table. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<AuditKind> of(String text) {
        return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst();
    }
}
