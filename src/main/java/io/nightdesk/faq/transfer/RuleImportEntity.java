package io.nightdesk.faq.transfer;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A row of {@code faq_import}: an import that changed rules. An undo is an import, too. */
@Entity
@Table(name = "faq_import")
public class RuleImportEntity extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public @Nullable Long id;

    public Instant at = Instant.EPOCH;

    /** The name of an account. */
    public String by = "";

    public int added;
    public int changed;
    public int deleted;

    /** The import that this one undid. */
    public @Nullable Long undoes;

    static Optional<RuleImportEntity> findById(long id) {
        return findByIdOptional(id);
    }

    /** @param orderBy an HQL expression of the code, never of a request */
    static PanacheQuery<RuleImportEntity> all(String orderBy) {
        return find("order by " + orderBy);
    }

    /** The imports that undid one of these. */
    static List<RuleImportEntity> undoing(Collection<Long> ids) {
        return list("undoes in ?1", ids);
    }
}
