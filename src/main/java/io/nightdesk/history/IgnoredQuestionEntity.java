package io.nightdesk.history;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A row of {@code ignored_question}: a question that is left out of the unmatched ones. */
@Entity
@Table(name = "ignored_question")
public class IgnoredQuestionEntity extends PanacheEntityBase {

    private static final String STORE = """
            insert into ignored_question (folded, question, at, by) values (:folded, :question, :at, :by)
            on conflict do nothing""";

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public @Nullable Long id;

    /** The folded text, which identifies the question in all its spellings. */
    public String folded = "";

    /** As the admin saw it. */
    public String question = "";

    public Instant at = Instant.EPOCH;

    /** The name of an account. */
    public String by = "";

    static PanacheQuery<IgnoredQuestionEntity> findAllBy(String orderBy) {
        return find("order by " + orderBy);
    }

    static Optional<IgnoredQuestionEntity> findByFolded(String folded) {
        return find("md5(folded) = md5(?1) and folded = ?1", folded).firstResultOptional();
    }

    /** Stores the question unless it is ignored already. Returns whether it was stored. */
    static boolean store(String folded, String question, Instant at, String by) {
        return getEntityManager()
                        .createNativeQuery(STORE)
                        .setParameter("folded", folded)
                        .setParameter("question", question)
                        .setParameter("at", at)
                        .setParameter("by", by)
                        .executeUpdate()
                == 1;
    }
}
