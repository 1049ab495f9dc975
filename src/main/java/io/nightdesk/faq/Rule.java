package io.nightdesk.faq;

import java.util.List;

/**
 * A FAQ rule as an admin wrote it.
 *
 * @param key stable, unique name
 * @param priority the higher one wins among keyword matches; 0 is usual
 */
public record Rule(String key, int priority, Triggers triggers, Answers answers) {

    /**
     * What makes the rule fire; any one of them suffices.
     *
     * @param exact whole questions
     */
    public record Triggers(List<String> exact, List<Keywords> keywords) {
        public Triggers {
            exact = List.copyOf(exact);
            keywords = List.copyOf(keywords);
        }
    }

    /**
     * Words that the text must have.
     *
     * @param all every one of them
     * @param any at least one of them, unless the list is empty
     * @param none not one of them
     */
    public record Keywords(List<String> all, List<String> any, List<String> none) {
        public Keywords {
            all = List.copyOf(all);
            any = List.copyOf(any);
            none = List.copyOf(none);
        }
    }
}
