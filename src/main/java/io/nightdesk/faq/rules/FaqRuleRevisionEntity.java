package io.nightdesk.faq.rules;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.panache.common.Sort;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A row of {@code faq_rule_revision}: a rule after one change, and who made the change. Kept when the rule is deleted. */
@Entity
@Table(name = "faq_rule_revision")
@IdClass(FaqRuleRevisionEntity.Key.class)
public class FaqRuleRevisionEntity extends PanacheEntityBase {

    private static final String DELETED = """
            from FaqRuleRevisionEntity revision where revision.action = 'DELETED'
                and not exists (select 1 from FaqRuleEntity rule where rule.key = revision.ruleKey)
                and not exists (select 1 from FaqRuleRevisionEntity later
                    where later.ruleKey = revision.ruleKey and later.version > revision.version)
            order by""";

    private static final Sort NEWEST_FIRST = Sort.descending("version");

    @Id
    @Column(name = "rule_key")
    public String ruleKey = "";

    @Id
    public long version;

    public Instant at = Instant.EPOCH;

    /** The name of an account. */
    public String by = "";

    public String action = "";

    /** A {@link RuleForm}. */
    @JdbcTypeCode(SqlTypes.JSON)
    public String body = "{}";

    /** The primary key. */
    public record Key(String ruleKey, long version) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /** The kinds of changes. */
    public enum Action {
        CREATED,
        CHANGED,
        DELETED,
        RESTORED,
        IMPORTED
    }

    /** Stores the current state of a rule as a revision. */
    public static void persistRevision(FaqRuleEntity rule, Action action) {
        FaqRuleRevisionEntity revision = new FaqRuleRevisionEntity();
        revision.ruleKey = rule.key;
        revision.version = rule.version;
        revision.at = rule.changedAt;
        revision.by = rule.changedBy;
        revision.action = action.name();
        revision.body = rule.toJson();
        revision.persist();
    }

    /** Stores the current states that are no revisions yet: those of rules that were written without the API. */
    public static void persistMissing(List<FaqRuleEntity> rules) {
        Set<Key> stored = FaqRuleRevisionEntity.<FaqRuleRevisionEntity>list(
                        "ruleKey in ?1 and version in ?2",
                        rules.stream().map(rule -> rule.key).toList(),
                        rules.stream().map(rule -> rule.version).toList())
                .stream()
                .map(revision -> new Key(revision.ruleKey, revision.version))
                .collect(Collectors.toSet());
        rules.stream()
                .filter(rule -> !stored.contains(new Key(rule.key, rule.version)))
                .forEach(rule -> persistRevision(rule, Action.CHANGED));
    }

    static PanacheQuery<FaqRuleRevisionEntity> findNewestFirst(String key) {
        return find("ruleKey", NEWEST_FIRST, key);
    }

    public static Optional<FaqRuleRevisionEntity> findByVersion(String key, long version) {
        return find("ruleKey = ?1 and version = ?2", key, version).firstResultOptional();
    }

    /**
     * The last revisions of rules that are deleted.
     *
     * @param orderBy of properties of {@code revision}
     */
    static PanacheQuery<FaqRuleRevisionEntity> findDeleted(String orderBy) {
        return find(DELETED + " " + orderBy);
    }

    /** The revision before this one. */
    Optional<FaqRuleRevisionEntity> previous() {
        return find("ruleKey = ?1 and version < ?2", NEWEST_FIRST, ruleKey, version)
                .firstResultOptional();
    }

    /** The rule after the change; only its key if it cannot be read. */
    RuleForm readableForm() {
        return toForm().orElseGet(() -> RuleForm.NONE.withKey(ruleKey));
    }

    /** The rule after the change. Empty if the rule was invalid then, and does not have the form of a rule. */
    public Optional<RuleForm> toForm() {
        try {
            return Optional.of(RuleJson.read(body, RuleForm.class));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
