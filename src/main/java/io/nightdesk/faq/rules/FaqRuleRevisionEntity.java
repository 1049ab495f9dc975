package io.nightdesk.faq.rules;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** What a rule was from one moment on, and who made it so. Kept when the rule is gone. */
@Entity
@Table(name = "faq_rule_revision")
@IdClass(FaqRuleRevisionEntity.Key.class)
public class FaqRuleRevisionEntity extends PanacheEntityBase {

    @Id
    @Column(name = "rule_key")
    public String ruleKey = "";

    @Id
    public long version;

    public Instant at = Instant.EPOCH;

    public String by = "";

    public String action = "";

    @JdbcTypeCode(SqlTypes.JSON)
    public String body = "{}";

    /** The key of the table. */
    public record Key(String ruleKey, long version) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /** What was done. */
    enum Action {
        CREATED,
        CHANGED,
        DELETED,
        RESTORED,
        IMPORTED
    }

    static void record(FaqRuleEntity rule, Action action) {
        FaqRuleRevisionEntity row = new FaqRuleRevisionEntity();
        row.ruleKey = rule.key;
        row.version = rule.version;
        row.at = rule.changedAt;
        row.by = rule.changedBy;
        row.action = action.name();
        row.body = FaqRuleEntity.json(rule.toForm());
        row.persist();
    }

    RuleForm toForm() {
        return FaqRuleEntity.form(body);
    }

    /** The newest first. */
    static PanacheQuery<FaqRuleRevisionEntity> of(String key) {
        return find("ruleKey = ?1 order by version desc", key);
    }

    static Optional<FaqRuleRevisionEntity> of(String key, long version) {
        return find("ruleKey = ?1 and version = ?2", key, version).firstResultOptional();
    }

    /** The one before that version. */
    Optional<FaqRuleRevisionEntity> earlier() {
        return find("ruleKey = ?1 and version < ?2 order by version desc", ruleKey, version)
                .firstResultOptional();
    }
}
