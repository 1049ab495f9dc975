package io.nightdesk.faq.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightdesk.LocalizedMessage;
import io.nightdesk.audit.AuditAction;
import io.nightdesk.audit.AuditLog;
import io.nightdesk.audit.AuditSubject;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Creates, changes and deletes rules. Each change is validated before it is stored together with a revision in one
 * {@link RuleTransaction}, and linted after the commit.
 */
@Singleton
public class RuleService {

    private static final Logger LOG = Logger.getLogger(RuleService.class);

    private final RuleTransaction transaction;
    private final RuleSnapshot snapshot;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    RuleService(RuleTransaction transaction, RuleSnapshot snapshot, AuditLog audit, Clock clock) {
        this.transaction = transaction;
        this.snapshot = snapshot;
        this.audit = audit;
        this.clock = clock;
    }

    /** Creates a rule. A conflict if the key is taken. */
    RuleChange create(RuleForm form, String author) {
        return change(() -> valid(form), rule -> insert(rule, author, Action.CREATED));
    }

    /** Replaces a rule, except for its key. */
    RuleChange replace(String key, ConditionalRequest precondition, RuleForm form, String author) {
        return change(
                () -> {
                    read(() -> require(key, precondition));
                    if (form.key() != null && !form.key().equals(key)) {
                        throw ProblemException.invalid(FieldError.of(
                                "key",
                                "must be the key in the path: the key of a rule cannot be changed",
                                "必须与路径中的标识一致：规则的标识不能修改"));
                    }
                    return valid(form.withKey(key));
                },
                rule -> update(rule, author, Action.CHANGED));
    }

    RuleChange enable(String key, ConditionalRequest precondition, String author) {
        return change(
                () -> valid(read(() -> require(key, precondition).requireForm()).withEnabled(true)),
                rule -> update(rule, author, Action.CHANGED));
    }

    /** Disables a rule. Validates nothing: a rule that can no longer be saved must not stay in force. */
    RuleChange disable(String key, ConditionalRequest precondition, String author) {
        return change(() -> key, disabled -> {
            FaqRuleEntity entity = require(disabled, precondition);
            String before = entity.toJson();
            entity.enabled = false;
            entity.stamp(author, now(), FaqRuleEntity.nextVersion());
            recordChange(entity, Action.CHANGED, before);
            return entity;
        });
    }

    /** Replaces a rule by one of its revisions, or creates a deleted rule again. */
    RuleChange restore(String key, long version, ConditionalRequest precondition, String author) {
        return change(
                () -> valid(read(() -> restorable(key, version, precondition))),
                rule -> FaqRuleEntity.exists(key)
                        ? update(rule, author, Action.RESTORED)
                        : insert(rule, author, Action.RESTORED));
    }

    /** Deletes a rule and returns warnings. Its revisions stay, so it can be restored. */
    List<FieldError> delete(String key, ConditionalRequest precondition, String author) {
        return transaction.call(() -> key, deleted -> {
            FaqRuleEntity entity = require(deleted, precondition);
            entity.stamp(author, now(), FaqRuleEntity.nextVersion());
            entity.delete();
            record(entity, Action.DELETED, AuditAction.RULE_DELETED, List.of());
            return stillOffered(
                    "key",
                    deleted,
                    "is the key of a deleted rule that the menus of these rules offer; its entry is left out of them: %s",
                    "这些规则的菜单还在提供已删除的规则，其中的这一项不会显示：%s");
        });
    }

    /** A warning that names the rules whose menus have an entry for a rule that no longer answers. */
    private static List<FieldError> stillOffered(String field, String key, String english, String chinese) {
        List<String> offering = FaqRuleEntity.listOffering(key);
        return offering.isEmpty()
                ? List.of()
                : List.of(FieldError.of(field, english, chinese, String.join(", ", offering)));
    }

    /** Adds an example question to a rule. */
    public RuleChange addExample(String key, String example, String author) {
        return change(() -> previewExample(key, example), rule -> update(rule, author, Action.CHANGED));
    }

    /** The rule that {@link #addExample} would store. Stores nothing. */
    public Rule previewExample(String key, String example) {
        return valid(read(() -> requireReferenced(key).requireForm()).withExample(example));
    }

    /** Makes the change, and lints the rule after the commit so that other changes do not wait for that. */
    private <P> RuleChange change(Supplier<P> prepare, Function<P, FaqRuleEntity> apply) {
        FaqRuleEntity changed = transaction.call(prepare, apply);
        snapshot.awaitCommittedChanges();
        List<FieldError> warnings = new ArrayList<>(changed.tryRule()
                .map(snapshot.linter(clock.instant())::warnings)
                .orElse(List.of()));
        StoredRule stored = changed.toStoredRule();
        if (!changed.enabled) {
            warnings.addAll(read(() -> stillOffered(
                    "enabled",
                    changed.key,
                    "is false for a rule that the menus of these rules offer; its entry is left out of them: %s",
                    "规则已停用，但这些规则的菜单还在提供它，其中的这一项不会显示：%s")));
        }
        return new RuleChange(stored, warnings);
    }

    private FaqRuleEntity insert(Rule rule, String author, Action action) {
        if (FaqRuleEntity.exists(rule.key())) {
            throw ProblemException.conflict(
                    LocalizedMessage.of("A rule with this key already exists.", "已有规则使用这个标识。"),
                    List.of(FieldError.of("key", "must not be the key of an existing rule", "已有规则使用这个标识")));
        }
        FaqRuleEntity entity = new FaqRuleEntity();
        entity.set(rule, author, now(), FaqRuleEntity.nextVersion());
        entity.persistAndFlush();
        record(
                entity,
                action,
                action == Action.RESTORED ? AuditAction.RULE_RESTORED : AuditAction.RULE_CREATED,
                List.of());
        return entity;
    }

    private FaqRuleEntity update(Rule rule, String author, Action action) {
        FaqRuleEntity entity = FaqRuleEntity.findByKey(rule.key()).orElseThrow(RuleService::notFound);
        String before = entity.toJson();
        entity.set(rule, author, now(), FaqRuleEntity.nextVersion());
        recordChange(entity, action, before);
        return entity;
    }

    /** The rule of a form. Validates without a connection: to compile and measure patterns can take long. */
    private static Rule valid(RuleForm form) {
        ProblemException.throwIfAny(RuleValidator.errors(form));
        return form.toRule();
    }

    private static <T> T read(Supplier<T> query) {
        return QuarkusTransaction.requiringNew().call(query::get);
    }

    /** @param before the rule as it was, in JSON */
    private void recordChange(FaqRuleEntity entity, Action action, String before) {
        List<String> fields =
                JsonDiff.between(RuleJson.read(before, JsonNode.class), RuleJson.read(entity.toJson(), JsonNode.class))
                        .stream()
                        .map(RevisionView.Change::field)
                        .toList();
        AuditAction audited = action == Action.RESTORED
                ? AuditAction.RULE_RESTORED
                : !fields.equals(List.of("enabled"))
                        ? AuditAction.RULE_CHANGED
                        : entity.enabled ? AuditAction.RULE_ENABLED : AuditAction.RULE_DISABLED;
        record(entity, action, audited, fields);
    }

    private void record(FaqRuleEntity entity, Action action, AuditAction audited, List<String> fields) {
        FaqRuleRevisionEntity.persistRevision(entity, action);
        Map<String, Object> details = new HashMap<>(Map.of("version", entity.version));
        if (!fields.isEmpty()) {
            details.put("fields", String.join(", ", fields));
        }
        audit.record(audited, AuditSubject.of(entity.key), details);
        LOG.infof("Rule %s: key=%s version=%d by=%s", action, entity.key, entity.version, entity.changedBy);
    }

    private static FaqRuleEntity require(String key, ConditionalRequest precondition) {
        FaqRuleEntity entity = FaqRuleEntity.findByKey(key).orElseThrow(RuleService::notFound);
        precondition.requireMatch(entity.version);
        return entity;
    }

    /** A revision that may replace the rule as it is. */
    private static RuleForm restorable(String key, long version, ConditionalRequest precondition) {
        RuleForm form = FaqRuleRevisionEntity.findByVersion(key, version)
                .orElseThrow(RuleService::revisionNotFound)
                .toForm()
                .orElseThrow(() -> ProblemException.invalid(FieldError.of(
                        "rule", "cannot be read: the revision does not have the form of a rule", "无法读取：这个版本不是规则的格式")));
        Optional<FaqRuleEntity> existing = FaqRuleEntity.findByKey(key);
        if (existing.isEmpty() && !precondition.takesAny()) {
            throw ProblemException.preconditionFailed();
        }
        existing.ifPresent(entity -> precondition.requireMatch(entity.version));
        return form;
    }

    /** The rule that the field {@code rule} of a request names. */
    private static FaqRuleEntity requireReferenced(String key) {
        return FaqRuleEntity.findByKey(key)
                .orElseThrow(() -> ProblemException.invalid(
                        FieldError.of("rule", "must be the key of an existing rule", "没有这条规则")));
    }

    static ProblemException notFound() {
        return ProblemException.notFound("No rule has this key.", "没有这条规则。");
    }

    static ProblemException revisionNotFound() {
        return ProblemException.notFound("The rule has no such revision.", "规则没有这个版本。");
    }

    /** Truncated to the precision of the database, so that a reader sees the same time as the author of the change. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
