package io.nightdesk.faq.rules;

import io.nightdesk.database.Snapshot;
import io.nightdesk.faq.Rule;
import io.nightdesk.faq.match.CompiledRules;
import io.nightdesk.faq.match.Thresholds;
import io.nightdesk.rest.FieldError;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** Holds the compiled rules as the table has them. A set with a faulty rule never replaces a good one. */
@Singleton
public class RuleSnapshot implements Snapshot {

    private static final Logger LOG = Logger.getLogger(RuleSnapshot.class);

    private final Thresholds thresholds;
    private volatile Edition current = new Edition(-1, CompiledRules.EMPTY);
    private volatile long refused = -1;
    private volatile Counts counts = new Counts(0, 0, 0);

    private record Edition(long version, CompiledRules rules) {}

    /**
     * @param enabled those in force
     * @param disabled those switched off
     * @param faulty those switched on that cannot be taken, see {@link #refresh}
     */
    record Counts(long enabled, long disabled, long faulty) {}

    @Inject
    RuleSnapshot(FaqConfig config) {
        thresholds = new Thresholds(
                config.similarity().answerThreshold(), config.similarity().suggestThreshold());
    }

    public CompiledRules rules() {
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
        long version = FaqRuleEntity.tableVersion();
        if (version == current.version() || version == refused) {
            return;
        }
        List<Rule> rules = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (FaqRuleEntity row : FaqRuleEntity.enabled()) {
            try {
                rules.add(CompiledRules.checked(row.toRule()));
            } catch (IllegalArgumentException e) {
                faults.add(String.valueOf(e.getMessage()));
            }
        }
        // With no good set to keep, the sound rules answer at least.
        boolean isFirst = current.version() < 0;
        boolean taken = faults.isEmpty() || isFirst;
        counts = new Counts(taken ? rules.size() : counts.enabled(), FaqRuleEntity.countDisabled(), faults.size());
        if (taken) {
            current = new Edition(version, CompiledRules.compile(rules, thresholds));
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
    public List<FieldError> faults(RuleForm draft) {
        return RuleValidator.faults(draft, FaqRuleEntity::exists);
    }

    /** The stored rules with a faultless draft in the place of the one of its key, or in addition. Needs a transaction. */
    public CompiledRules with(RuleForm draft) {
        return CompiledRules.compile(FaqRuleEntity.soundWith(draft.toRule()), thresholds);
    }
}
