package io.nightdesk.faq;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A rule as stored. */
@Entity
@Table(name = "faq_rule")
public class FaqRuleRow extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public long id;

    public String key = "";

    public String title = "";

    public boolean enabled = true;

    public int priority;

    /** See {@link RuleJson}: {@code {"exact": […], "keywords": [{"all": […], "any": […], "none": […]}]}}. */
    @JdbcTypeCode(SqlTypes.JSON)
    public String triggers = "{}";

    /** {@code {"zh": "…", "en": "…"}}, one of them may be missing. */
    @JdbcTypeCode(SqlTypes.JSON)
    public String answers = "{}";

    static List<FaqRuleRow> enabled() {
        return list("enabled order by key");
    }

    /** Grows with every change to the table, whoever makes it; a trigger of the database sees to that. */
    static long version() {
        return ((Number) getEntityManager()
                        .createNativeQuery("select version from faq_version")
                        .getSingleResult())
                .longValue();
    }

    Rule toRule() {
        try {
            return new Rule(key, priority, RuleJson.triggers(triggers), RuleJson.answers(answers));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("rule " + key + ": " + e.getMessage(), e);
        }
    }
}
