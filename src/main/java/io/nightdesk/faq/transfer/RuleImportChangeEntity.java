package io.nightdesk.faq.transfer;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.panache.common.Sort;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of {@code faq_import_change}: a rule that an import wrote or deleted. */
@Entity
@Table(name = "faq_import_change")
@IdClass(RuleImportChangeEntity.Key.class)
public class RuleImportChangeEntity extends PanacheEntityBase {

    @Id
    @Column(name = "import_id")
    public long importId;

    @Id
    @Column(name = "rule_key")
    public String ruleKey = "";

    /** The version that the import gave the rule. */
    public long version;

    /** The revision with the state before: null for an added rule, the same as {@code version} for a deleted one. */
    @Column(name = "version_before")
    public @Nullable Long versionBefore;

    /** The primary key. */
    public record Key(long importId, String ruleKey) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    static void persist(long importId, String ruleKey, long version, @Nullable Long versionBefore) {
        RuleImportChangeEntity change = new RuleImportChangeEntity();
        change.importId = importId;
        change.ruleKey = ruleKey;
        change.version = version;
        change.versionBefore = versionBefore;
        change.persist();
    }

    static List<RuleImportChangeEntity> ofImport(long importId) {
        return list("importId", Sort.by("ruleKey"), importId);
    }

    boolean isDeletion() {
        return versionBefore != null && versionBefore == version;
    }
}
