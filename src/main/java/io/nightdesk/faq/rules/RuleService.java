package io.nightdesk.faq.rules;

import io.nightdesk.faq.Rule;
import io.nightdesk.faq.rules.FaqRuleRevisionEntity.Action;
import io.nightdesk.rest.ConditionalRequest;
import io.nightdesk.rest.FieldError;
import io.nightdesk.rest.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Creates, changes and deletes rules. Each change is validated, stored together with a revision in one {@link
 * RuleTransaction}, and linted after the commit.
 */
@Singleton
public class RuleService {

    private static final Logger LOG = Logger.getLogger(RuleService.class);

    private final RuleTransaction transaction;
    private final RuleSnapshot snapshot;
    private final Clock clock;

    @Inject
    RuleService(RuleTransaction transaction, RuleSnapshot snapshot, Clock clock) {
        this.transaction = transaction;
        this.snapshot = snapshot;
        this.clock = clock;
    }

    /** Creates a rule. A conflict if the key is taken. */
    RuleChange create(RuleForm form, String author) {
        return change(() -> insert(form, author, Action.CREATED));
    }

    /** Replaces a rule, except for its key. */
    RuleChange replace(String key, ConditionalRequest precondition, RuleForm form, String author) {
        return change(() -> {
            FaqRuleEntity entity = require(key, precondition);
            if (form.key() != null && !form.key().equals(key)) {
                throw ProblemException.invalid(
                        FieldError.of("key", "must be the key in the path: the key of a rule cannot be changed"));
            }
            return update(entity, form.withKey(key), author, Action.CHANGED);
        });
    }

    RuleChange setEnabled(String key, ConditionalRequest precondition, boolean enabled, String author) {
        return change(() -> {
            FaqRuleEntity entity = require(key, precondition);
            return update(entity, entity.toForm().withEnabled(enabled), author, Action.CHANGED);
        });
    }

    /** Replaces a rule by one of its revisions, or creates a deleted rule again. */
    RuleChange restore(String key, long version, ConditionalRequest precondition, String author) {
        return change(() -> {
            RuleForm form = FaqRuleRevisionEntity.findByVersion(key, version)
                    .map(FaqRuleRevisionEntity::toForm)
                    .orElseThrow(RuleService::revisionNotFound);
            Optional<FaqRuleEntity> existing = FaqRuleEntity.findByKey(key);
            if (existing.isEmpty() && !precondition.takesAny()) {
                throw ProblemException.preconditionFailed();
            }
            existing.ifPresent(entity -> precondition.requireMatch(entity.version));
            return existing.map(entity -> update(entity, form, author, Action.RESTORED))
                    .orElseGet(() -> insert(form, author, Action.RESTORED));
        });
    }

    /** Deletes a rule. Its revisions stay, so it can be restored. */
    void delete(String key, ConditionalRequest precondition, String author) {
        transaction.call(() -> {
            FaqRuleEntity entity = require(key, precondition);
            entity.stamp(author, now(), FaqRuleEntity.nextVersion());
            entity.delete();
            record(entity, Action.DELETED);
            return key;
        });
    }

    /** Adds an example question to a rule. */
    public RuleChange addExample(String key, String example, String author) {
        return change(() -> {
            FaqRuleEntity entity = requireReferenced(key);
            return update(entity, entity.toForm().withExample(example), author, Action.CHANGED);
        });
    }

    /** The rule that {@link #addExample} would store. Stores nothing. */
    public Rule previewExample(String key, String example) {
        return QuarkusTransaction.requiringNew().call(() -> {
            RuleForm form = requireReferenced(key).toForm().withExample(example);
            requireValid(form);
            return form.toRule();
        });
    }

    /** Runs the change, and lints the rule after the commit so that other changes do not wait for that. */
    private RuleChange change(Supplier<StoredRule> change) {
        StoredRule stored = transaction.call(change);
        snapshot.awaitCommittedChanges();
        return new RuleChange(stored, snapshot.linter(clock.instant()).warnings(stored.rule()));
    }

    private StoredRule insert(RuleForm form, String author, Action action) {
        requireValid(form);
        FaqRuleEntity entity = new FaqRuleEntity();
        entity.set(form.toRule(), author, now(), FaqRuleEntity.nextVersion());
        if (FaqRuleEntity.exists(entity.key)) {
            throw ProblemException.conflict(
                    "A rule with this key already exists.",
                    List.of(FieldError.of("key", "must not be the key of an existing rule")));
        }
        entity.persistAndFlush();
        record(entity, action);
        return entity.toStoredRule();
    }

    private StoredRule update(FaqRuleEntity entity, RuleForm form, String author, Action action) {
        requireValid(form);
        entity.set(form.toRule(), author, now(), FaqRuleEntity.nextVersion());
        record(entity, action);
        return entity.toStoredRule();
    }

    private static void record(FaqRuleEntity entity, Action action) {
        FaqRuleRevisionEntity.persistRevision(entity, action);
        LOG.infof("Rule %s: key=%s version=%d by=%s", action, entity.key, entity.version, entity.changedBy);
    }

    private static void requireValid(RuleForm form) {
        ProblemException.throwIfAny(RuleValidator.errors(form, FaqRuleEntity::exists));
    }

    private static FaqRuleEntity require(String key, ConditionalRequest precondition) {
        FaqRuleEntity entity = FaqRuleEntity.findByKey(key).orElseThrow(RuleService::notFound);
        precondition.requireMatch(entity.version);
        return entity;
    }

    /** The rule that the field {@code rule} of a request names. */
    private static FaqRuleEntity requireReferenced(String key) {
        return FaqRuleEntity.findByKey(key)
                .orElseThrow(
                        () -> ProblemException.invalid(FieldError.of("rule", "must be the key of an existing rule")));
    }

    static ProblemException notFound() {
        return ProblemException.notFound("No rule has this key.");
    }

    static ProblemException revisionNotFound() {
        return ProblemException.notFound("The rule has no such revision.");
    }

    /** Truncated to the precision of the database, so that a reader sees the same time as the author of the change. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
