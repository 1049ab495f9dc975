package io.nightdesk.faq;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Holds the compiled rules and follows the table. A set with a faulty rule never replaces a good one. */
@Singleton
public class RuleBook {

    private static final Logger LOG = Logger.getLogger(RuleBook.class);

    private volatile Edition current = new Edition(-1, RuleSet.EMPTY);
    private volatile long refused = -1;

    private record Edition(long version, RuleSet rules) {}

    public RuleSet rules() {
        return current.rules();
    }

    /** Whether the rules were read at least once. */
    public boolean isLoaded() {
        return current.version() >= 0;
    }

    /** Reads the table if it changed since the last time. Needs a transaction. */
    public void refresh() {
        long version = FaqRuleRow.version();
        if (version == current.version() || version == refused) {
            return;
        }
        List<Rule> rules = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (FaqRuleRow row : FaqRuleRow.enabled()) {
            try {
                rules.add(row.toRule());
            } catch (IllegalArgumentException e) {
                faults.add(String.valueOf(e.getMessage()));
            }
        }
        if (faults.isEmpty()) {
            current = new Edition(version, RuleSet.compile(rules));
            LOG.infof("rules loaded: version=%d rules=%d", version, rules.size());
        } else {
            refused = version;
            LOG.errorf("rules refused, the earlier ones stay in force: version=%d faults=%s", version, faults);
        }
    }
}
