package io.nightdesk.faq.rules;

import io.nightdesk.database.Snapshot;
import io.nightdesk.database.SnapshotReader;
import io.nightdesk.faq.Rule;
import io.nightdesk.faq.match.CompiledRules;
import io.nightdesk.faq.match.Thresholds;
import io.nightdesk.rest.FieldError;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hibernate.StatelessSession;
import org.jboss.logging.Logger;

/** The compiled rules in memory. Invalid rules in the table are left out. */
@Singleton
public class RuleSnapshot implements Snapshot {

    private static final Logger LOG = Logger.getLogger(RuleSnapshot.class);

    /** How long {@link #awaitCommittedChanges} waits at most. Thousands of rules take about a second to compile. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);

    /** The most rules that a log line names. */
    private static final int MAX_LOGGED = 20;

    private final SnapshotReader reader;
    private final Thresholds thresholds;
    private volatile RuleSet current = RuleSet.NONE;
    /** Computed once for each rule set: monitoring reads it often. */
    private volatile RuleSet.Counts counts = current.counts();
    /** The version of the table when it was last read. Guarded by {@code this}. */
    private long readVersion = current.version();

    @Inject
    RuleSnapshot(SnapshotReader reader, FaqConfig config) {
        this.reader = reader;
        thresholds = new Thresholds(
                config.similarity().answerThreshold(), config.similarity().suggestThreshold());
    }

    /** The rules in force. */
    public CompiledRules rules() {
        return current.rules();
    }

    /** The errors of a draft. */
    public List<FieldError> errors(RuleForm draft) {
        return RuleValidator.errors(draft);
    }

    /** A linter that compares rules with the rules in force. */
    RuleLinter linter(Instant now) {
        RuleSet ruleSet = current;
        return new RuleLinter(ruleSet.rules(), ruleSet.keys(), now);
    }

    /**
     * Waits until the changes that are committed are loaded, so that a caller sees its own. Gives up after a few seconds: a
     * result from the earlier rules is better than none. Must be called without a transaction.
     */
    void awaitCommittedChanges() {
        long committed = QuarkusTransaction.requiringNew().call(FaqRuleEntity::tableVersion);
        long deadline = System.nanoTime() + MAX_WAIT.toNanos();
        synchronized (this) {
            try {
                long remaining = MAX_WAIT.toMillis();
                while (readVersion < committed && remaining > 0) {
                    wait(remaining);
                    remaining = (deadline - System.nanoTime()) / 1_000_000;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public String name() {
        return "rules";
    }

    @Override
    public Map<String, Long> versions() {
        return Map.of("rules", current.version());
    }

    /** The numbers of rules when the table was last read. */
    RuleSet.Counts counts() {
        return counts;
    }

    @Override
    public String channel() {
        return "faq_changed";
    }

    @Override
    public void refresh() {
        Optional<RuleSet.Stored> changed = reader.read(session -> {
            long version = FaqRuleEntity.tableVersion(session);
            return isRead(version) ? Optional.empty() : Optional.of(read(session, version));
        });
        // Compiling takes time, so it happens after the transaction.
        changed.ifPresent(stored -> {
            load(stored);
            markRead(stored.version());
        });
    }

    private RuleSet.Stored read(StatelessSession session, long version) {
        List<Rule> enabled = new ArrayList<>();
        Map<String, String> unreadable = new HashMap<>();
        FaqRuleEntity.forEachEnabled(session, entity -> {
            try {
                enabled.add(shared(entity.toRule()));
            } catch (IllegalArgumentException e) {
                unreadable.put(entity.key, String.valueOf(e.getMessage()));
            }
        });
        return new RuleSet.Stored(version, enabled, FaqRuleEntity.listDisabledKeys(session), unreadable);
    }

    /** The same rule of the rules in force, if it has not changed: two sets of thousands of rules are in memory for a moment. */
    private Rule shared(Rule rule) {
        return current.rules().rule(rule.key()).filter(rule::equals).orElse(rule);
    }

    private void load(RuleSet.Stored stored) {
        RuleSet previous = current;
        RuleSet loaded = previous.replacedBy(stored, thresholds);
        current = loaded;
        counts = loaded.counts();
        LOG.infof(
                "Rules loaded: version=%d rules=%d",
                loaded.version(), loaded.rules().size());
        Set<String> limited = loaded.rules().rulesWithUnusedPatterns();
        if (!limited.isEmpty()) {
            LOG.warnf(
                    "Rules with patterns that are too expensive, their other triggers are in force: version=%d rules=%s",
                    loaded.version(),
                    limited.stream().sorted().limit(MAX_LOGGED).toList());
        }
        if (!loaded.errors().isEmpty() && !loaded.errors().equals(previous.errors())) {
            LOG.errorf(
                    "Invalid rules set aside, all others are in force: version=%d count=%d errors=%s",
                    loaded.version(),
                    loaded.errors().size(),
                    loaded.errors().entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .limit(MAX_LOGGED)
                            .toList());
        }
    }

    private synchronized boolean isRead(long version) {
        return version == readVersion;
    }

    private synchronized void markRead(long version) {
        readVersion = version;
        notifyAll();
    }
}
