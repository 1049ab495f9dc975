package io.nightdesk.faq;

import io.nightdesk.admin.Fault;
import io.nightdesk.database.Snapshot;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** Holds the compiled rules as the table has them. A set with a faulty rule never replaces a good one. */
@Singleton
public class RuleBook implements Snapshot {

    private static final Logger LOG = Logger.getLogger(RuleBook.class);

    private final Thresholds thresholds;
    private volatile Edition current = new Edition(-1, RuleSet.EMPTY);
    private volatile long refused = -1;
    private volatile Counts counts = new Counts(0, 0, 0);

    private record Edition(long version, RuleSet rules) {}

    /**
     * @param enabled those in force
     * @param disabled those switched off
     * @param faulty those switched on that cannot be taken, see {@link #refresh}
     */
    record Counts(long enabled, long disabled, long faulty) {}

    @Inject
    RuleBook(FaqConfig config) {
        thresholds = new Thresholds(
                config.similarity().answerFrom(), config.similarity().suggestFrom());
    }

    public RuleSet rules() {
        return current.rules();
    }

    @Override
    public String name() {
        return "rules";
    }

    @Override
    public Map<String, Long> versions() {
        return Map.of("rules", current.version());
    }

    /** How many rules there were when the tables were last read. */
    Counts counts() {
        return counts;
    }

    @Override
    public String channel() {
        return "faq_changed";
    }

    @Override
    public void refresh() {
        long version = FaqRuleRow.tableVersion();
        if (version == current.version() || version == refused) {
            return;
        }
        List<Rule> rules = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (FaqRuleRow row : FaqRuleRow.enabled()) {
            try {
                rules.add(RuleSet.checked(row.toRule()));
            } catch (IllegalArgumentException e) {
                faults.add(String.valueOf(e.getMessage()));
            }
        }
        // With no good set to keep, the sound rules answer at least.
        boolean isFirst = current.version() < 0;
        boolean taken = faults.isEmpty() || isFirst;
        counts = new Counts(taken ? rules.size() : counts.enabled(), FaqRuleRow.countDisabled(), faults.size());
        if (taken) {
            current = new Edition(version, RuleSet.compile(rules, thresholds));
            LOG.infof("rules loaded: version=%d rules=%d", version, rules.size());
        }
        if (!faults.isEmpty()) {
            refused = version;
            LOG.errorf(
                    "faulty rules, %s: version=%d faults=%s",
                    isFirst ? "left out" : "the earlier ones stay in force", version, faults);
        }
    }

    /** Everything that forbids to save a draft. Needs a transaction. */
    public List<Fault> faults(RuleForm draft) {
        return RuleCheck.faults(draft, FaqRuleRow::exists);
    }

    /** The stored rules with a faultless draft in the place of the one of its key, or in addition. Needs a transaction. */
    public RuleSet with(RuleForm draft) {
        return RuleSet.compile(FaqRuleRow.soundWith(draft.toRule()), thresholds);
    }
}
