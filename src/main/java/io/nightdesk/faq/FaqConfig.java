package io.nightdesk.faq;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

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
        double answerFrom();

        /** The score, 0 to 1, from which a rule is worth suggesting. */
        @WithDefault("0.25")
        double suggestFrom();
    }
}
