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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hibernate.StatelessSession;
import org.jboss.logging.Logger;

/** The compiled rules in memory. A rule set with an invalid rule never replaces a valid one. */
@Singleton
public class RuleSnapshot implements Snapshot {

    private static final Logger LOG = Logger.getLogger(RuleSnapshot.class);

    /** How long {@link #awaitCommittedChanges} waits at most. Thousands of rules take about a second to compile. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);

    /** The most rules that a log line names. */
    private static final int MAX_LOGGED = 20;

    private static final long NEVER = -1;

    private final SnapshotReader reader;
    private final Thresholds thresholds;
    private volatile RuleSet current = new RuleSet(NEVER, CompiledRules.EMPTY, Set.of());
    private volatile Counts counts = new Counts(0, 0, 0, 0);
    /** The version of the table when it was last read, whether its rules were valid or not. Guarded by {@code this}. */
    private long readVersion = NEVER;
    /** What the last refresh read and {@link #afterRefresh} has not compiled yet. Used by the refreshing thread only. */
    private Optional<StoredRules> pending = Optional.empty();

    /**
     * The rows of one version of the table.
     *
     * @param unreadable why some of the rows could not be read
     */
    private record StoredRules(long version, List<Rule> enabled, List<String> disabledKeys, List<String> unreadable) {}

    /**
     * The rules of one version of the table.
     *
     * @param keys the keys of all rules, including the disabled ones
     */
    private record RuleSet(long version, CompiledRules rules, Set<String> keys) {}

    /**
     * Numbers of rules for monitoring.
     *
     * @param enabled rules in force
     * @param disabled rules that admins switched off
     * @param invalid enabled rules that do not compile
     * @param limited rules in force with patterns that are too expensive to be searched for
     */
    record Counts(long enabled, long disabled, long invalid, long limited) {}

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
        return RuleValidator.errors(draft, current.keys()::contains);
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
    Counts counts() {
        return counts;
    }

    @Override
    public String channel() {
        return "faq_changed";
    }

    @Override
    public void refresh() {
        pending = reader.read(session -> {
            long version = FaqRuleEntity.tableVersion(session);
            return isRead(version) ? Optional.empty() : Optional.of(read(session, version));
        });
    }

    @Override
    public void afterRefresh() {
        pending.ifPresent(stored -> {
            load(stored);
            markRead(stored.version());
        });
        pending = Optional.empty();
    }

    private StoredRules read(StatelessSession session, long version) {
        List<Rule> enabled = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        FaqRuleEntity.forEachEnabled(session, entity -> {
            try {
                enabled.add(shared(entity.toRule()));
            } catch (IllegalArgumentException e) {
                unreadable.add(String.valueOf(e.getMessage()));
            }
        });
        return new StoredRules(version, enabled, FaqRuleEntity.listDisabledKeys(session), unreadable);
    }

    /** The same rule of the rules in force, if it has not changed: two sets of thousands of rules are in memory for a moment. */
    private Rule shared(Rule rule) {
        return current.rules().rule(rule.key()).filter(rule::equals).orElse(rule);
    }

    private void load(StoredRules stored) {
        long version = stored.version();
        List<Rule> rules = stored.enabled();
        List<String> errors = new ArrayList<>(stored.unreadable());
        CompiledRules compiled = CompiledRules.compileValid(rules, thresholds);
        errors.addAll(compiled.errors());
        List<String> disabled = stored.disabledKeys();
        // After a start there is no earlier rule set to keep, so use the valid rules.
        boolean isFirst = current.version() == NEVER;
        boolean isTaken = errors.isEmpty() || isFirst;
        counts = new Counts(
                isTaken ? compiled.size() : counts.enabled(),
                disabled.size(),
                errors.size(),
                isTaken ? compiled.rulesWithUnusedPatterns().size() : counts.limited());
        if (isTaken) {
            Set<String> keys = new HashSet<>(disabled);
            rules.stream()
                    .map(Rule::key)
                    .filter(key -> compiled.rule(key).isPresent())
                    .forEach(keys::add);
            current = new RuleSet(version, compiled, Set.copyOf(keys));
            LOG.infof("Rules loaded: version=%d rules=%d", version, compiled.size());
            if (!compiled.rulesWithUnusedPatterns().isEmpty()) {
                LOG.warnf(
                        "Rules with patterns that are too expensive, their other triggers are in force: version=%d"
                                + " rules=%s",
                        version,
                        compiled.rulesWithUnusedPatterns().stream()
                                .sorted()
                                .limit(MAX_LOGGED)
                                .toList());
            }
        }
        if (!errors.isEmpty()) {
            LOG.errorf(
                    "Invalid rules in the table, %s: version=%d errors=%s",
                    isFirst ? "loaded only the valid ones" : "keeping the previous rules", version, errors);
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
