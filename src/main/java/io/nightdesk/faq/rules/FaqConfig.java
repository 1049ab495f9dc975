package io.nightdesk.faq.rules;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;

/** Settings of matching. */
@ConfigMapping(prefix = "nightdesk.faq")
public interface FaqConfig {

    Similarity similarity();

    /** Thresholds of similarity to example questions. */
    interface Similarity {
        /**
         * The confidence from which the most similar rule answers, from 0 to 2. Below it the desk suggests rules. A lower value
         * answers more questions, and more of them wrongly.
         */
        @WithDefault("0.8")
        @DecimalMin(value = "0", message = "NIGHTDESK_FAQ_SIMILARITY_ANSWER_THRESHOLD must be from 0 to 2")
        @DecimalMax(value = "2", message = "NIGHTDESK_FAQ_SIMILARITY_ANSWER_THRESHOLD must be from 0 to 2")
        double answerThreshold();

        /** The score from which a rule is suggested, from 0 to 1. A lower value suggests more rules that do not fit. */
        @WithDefault("0.25")
        @DecimalMin(value = "0", message = "NIGHTDESK_FAQ_SIMILARITY_SUGGEST_THRESHOLD must be from 0 to 1")
        @DecimalMax(value = "1", message = "NIGHTDESK_FAQ_SIMILARITY_SUGGEST_THRESHOLD must be from 0 to 1")
        double suggestThreshold();
    }
}
