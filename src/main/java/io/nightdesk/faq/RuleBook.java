package io.nightdesk.faq;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Holds the compiled rules as the table has them. A set with a faulty rule never replaces a good one. */
@Singleton
public class RuleBook {

    private static final Logger LOG = Logger.getLogger(RuleBook.class);

    private final Thresholds thresholds;
    private volatile Edition current = new Edition(-1, RuleSet.EMPTY);
    private volatile long refused = -1;

    private record Edition(long version, RuleSet rules) {}

    @Inject
    RuleBook(FaqConfig config) {
        thresholds = new Thresholds(
                config.similarity().answerFrom(), config.similarity().suggestFrom());
    }

    public RuleSet rules() {
        return current.rules();
    }

    /** Whether the rules were read at least once. */
    public boolean isLoaded() {
        return current.version() >= 0;
    }

    /** Reads the table if it changed since the last time. Needs a transaction. */
    void refresh() {
        long version = FaqRuleRow.tableVersion();
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
            compile(version, rules, faults);
        }
        if (!faults.isEmpty()) {
            refused = version;
            LOG.errorf("rules refused, the earlier ones stay in force: version=%d faults=%s", version, faults);
        }
    }

    private void compile(long version, List<Rule> rules, List<String> faults) {
        try {
            current = new Edition(version, RuleSet.compile(rules, thresholds));
            LOG.infof("rules loaded: version=%d rules=%d", version, rules.size());
        } catch (IllegalArgumentException e) {
            faults.add(String.valueOf(e.getMessage()));
        }
    }

    /** The rules as a draft would leave them, with the thresholds in force. */
    RuleSet compile(List<Rule> rules) {
        return RuleSet.compile(rules, thresholds);
    }
}
