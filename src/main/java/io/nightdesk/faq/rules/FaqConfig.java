package io.nightdesk.faq.rules;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;

/** How the rules are followed and matched. */
@ConfigMapping(prefix = "nightdesk.faq")
public interface FaqConfig {

    Similarity similarity();

    /** When a text that is like an example question counts. */
    interface Similarity {
        /**
         * The confidence, 0 to 2, from which the likest rule answers; below it the desk suggests. Lower answers more
         * questions, and more of them wrongly.
         */
        @WithDefault("0.8")
        @DecimalMin(value = "0", message = "NIGHTDESK_FAQ_SIMILARITY_ANSWER_THRESHOLD must be from 0 to 2")
        @DecimalMax(value = "2", message = "NIGHTDESK_FAQ_SIMILARITY_ANSWER_THRESHOLD must be from 0 to 2")
        double answerThreshold();

        /** The score, 0 to 1, from which a rule is worth suggesting. */
        @WithDefault("0.25")
        @DecimalMin(value = "0", message = "NIGHTDESK_FAQ_SIMILARITY_SUGGEST_THRESHOLD must be from 0 to 1")
        @DecimalMax(value = "1", message = "NIGHTDESK_FAQ_SIMILARITY_SUGGEST_THRESHOLD must be from 0 to 1")
        double suggestThreshold();
    }
}
