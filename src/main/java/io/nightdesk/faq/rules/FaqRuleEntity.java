package io.nightdesk.faq.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightdesk.faq.Rule;
import io.nightdesk.rest.FieldError;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A rule as stored. */
@Entity
@Table(name = "faq_rule")
public class FaqRuleEntity extends PanacheEntityBase {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Id
    public String key = "";

    public String title = "";

    public boolean enabled = true;

    public int priority;

    /** See {@link RuleForm.TriggersForm}. */
    @JdbcTypeCode(SqlTypes.JSON)
    public String triggers = "{}";

    /** See {@link RuleForm.AnswersForm}. */
    @JdbcTypeCode(SqlTypes.JSON)
    public String answers = "{}";

    @Column(name = "valid_from")
    public @Nullable Instant validFrom;

    @Column(name = "valid_until")
    public @Nullable Instant validUntil;

    /** An array of numbers. */
    @JdbcTypeCode(SqlTypes.JSON)
    public String scope = "[]";

    /** An array of texts. */
    @JdbcTypeCode(SqlTypes.JSON)
    public String tags = "[]";

    @Column(name = "after_answer")
    public String after = "NOTHING";

    /** Another one with every change, over all rules. */
    public long version;

    @Column(name = "changed_at")
    public Instant changedAt = Instant.EPOCH;

    /** What a search reads, made by the database. */
    @Column(insertable = false, updatable = false)
    public String search = "";

    /** An account's name. */
    @Column(name = "changed_by")
    public String changedBy = "";

    static List<FaqRuleEntity> enabled() {
        return list("enabled order by key");
    }

    static long countDisabled() {
        return count("not enabled");
    }

    public static List<FaqRuleEntity> all() {
        return list("order by key");
    }

    /** What is wrong with the row, which somebody may have written past the API. */
    public List<FieldError> errors() {
        try {
            // A menu entry that is gone is only left out.
            return RuleValidator.faults(toForm(), anyKey -> true);
        } catch (IllegalArgumentException | NullPointerException e) {
            return List.of(FieldError.of("rule", "cannot be read: it was not written by this program"));
        }
    }

    /** All rules but those that somebody broke in the table, this one in the place of that of its key or in addition. */
    static List<Rule> soundWith(Rule rule) {
        Stream<Rule> others = all().stream()
                .filter(row -> !row.key.equals(rule.key()) && row.errors().isEmpty())
                .map(FaqRuleEntity::toRule);
        return Stream.concat(others, Stream.of(rule)).toList();
    }

    /** The rules that are wanted, on a page. */
    static PanacheQuery<FaqRuleEntity> search(RuleSearch search, String orderBy) {
        return find(search.condition() + " order by " + orderBy, search.parameters());
    }

    static Optional<FaqRuleEntity> byKey(String key) {
        return findByIdOptional(key);
    }

    static boolean exists(String key) {
        return byKey(key).isPresent();
    }

    /** Keeps others from changing rules until the transaction ends. */
    static void lockTable() {
        getEntityManager()
                .createNativeQuery("select version from faq_version for update")
                .getSingleResult();
    }

    /** Grows with every change to the table, whoever makes it; a trigger of the database sees to that. */
    static long tableVersion() {
        return ((Number) getEntityManager()
                        .createNativeQuery("select version from faq_version")
                        .getSingleResult())
                .longValue();
    }

    public RuleForm toForm() {
        try {
            return new RuleForm(
                    key,
                    title,
                    enabled,
                    priority,
                    JSON.readValue(triggers, RuleForm.TriggersForm.class),
                    JSON.readValue(answers, RuleForm.AnswersForm.class),
                    new RuleForm.ValidityForm(text(validFrom), text(validUntil)),
                    JSON.readValue(scope, new TypeReference<List<Integer>>() {}),
                    JSON.readValue(tags, new TypeReference<List<String>>() {}),
                    after.toLowerCase(Locale.ROOT));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("rule " + key + ": " + e.getOriginalMessage(), e);
        }
    }

    public Rule toRule() {
        try {
            return toForm().toRule();
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new IllegalArgumentException("rule " + key + ": " + e.getMessage(), e);
        }
    }

    /** Whether it says nothing but what the rule says. */
    public boolean is(Rule rule) {
        return errors().isEmpty() && RuleForm.of(toRule()).equals(RuleForm.of(rule));
    }

    /** Takes over everything of the rule; the version is to be one that no rule ever had. */
    void set(Rule rule, String by, Instant at, long newVersion) {
        RuleForm form = RuleForm.of(rule);
        key = rule.key();
        title = rule.title();
        enabled = rule.enabled();
        priority = rule.priority();
        triggers = json(form.triggers());
        answers = json(form.answers());
        validFrom = rule.validity().from().orElse(null);
        validUntil = rule.validity().until().orElse(null);
        scope = json(form.scope());
        tags = json(form.tags());
        after = rule.after().name();
        stamp(by, at, newVersion);
    }

    /** Whoever changes or removes the rule; the version is to be one that no rule ever had. */
    void stamp(String by, Instant at, long newVersion) {
        changedAt = at;
        changedBy = by;
        version = newVersion;
    }

    static long nextVersion() {
        return nextVersions(1).next();
    }

    /** Versions that no rule ever had. */
    static Iterator<Long> nextVersions(int count) {
        List<?> versions = getEntityManager()
                .createNativeQuery("select nextval('faq_rule_version') from generate_series(1, :count)", Long.class)
                .setParameter("count", count)
                .getResultList();
        return versions.stream().map(Long.class::cast).iterator();
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored rule that is no JSON", e);
        }
    }

    static RuleForm form(String json) {
        try {
            return JSON.readValue(json, RuleForm.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a revision that is no rule", e);
        }
    }

    public static String json(@Nullable Object form) {
        try {
            return JSON.writeValueAsString(form);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a rule that is no JSON", e);
        }
    }
}
