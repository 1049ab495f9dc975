package io.nightdesk.faq.transfer;

import io.nightdesk.faq.Rule;
import io.nightdesk.faq.rules.FaqRuleEntity;
import io.nightdesk.faq.rules.FaqRuleRevisionEntity;
import io.nightdesk.faq.rules.FaqRuleRevisionEntity.Action;
import io.nightdesk.faq.rules.RuleTransaction;
import io.nightdesk.faq.transfer.ImportPlan.ChangedRule;
import io.nightdesk.faq.transfer.RuleFileParser.Entry;
import io.nightdesk.rest.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jboss.logging.Logger;

/** Imports the rules of a file: all of them, or none if one is invalid. */
@Singleton
class RuleImporter {

    private static final Logger LOG = Logger.getLogger(RuleImporter.class);

    private final RuleTransaction transaction;
    private final Clock clock;

    @Inject
    RuleImporter(RuleTransaction transaction, Clock clock) {
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Returns what {@link #apply} would change, with all errors.
     *
     * @param deleteOthers whether to delete the rules that are not in the file
     */
    ImportPlan preview(List<Entry> entries, boolean deleteOthers) {
        return QuarkusTransaction.requiringNew().call(() -> ImportPlan.of(entries, storedRules(), deleteOthers));
    }

    /**
     * Imports the file and returns what was changed.
     *
     * @throws ProblemException if an entry has an error
     */
    ImportPlan apply(List<Entry> entries, boolean deleteOthers, String author) {
        return transaction.call(() -> {
            Map<String, FaqRuleEntity> stored = storedRules();
            ImportPlan plan = ImportPlan.of(entries, stored, deleteOthers);
            ProblemException.throwIfAny(plan.errors());
            write(plan, stored, author);
            return plan;
        });
    }

    private static Map<String, FaqRuleEntity> storedRules() {
        Map<String, FaqRuleEntity> stored = new LinkedHashMap<>();
        FaqRuleEntity.listByKey().forEach(entity -> stored.put(entity.key, entity));
        return stored;
    }

    /** Writes rows of one kind after the other, so that Hibernate sends them in batches. */
    private void write(ImportPlan plan, Map<String, FaqRuleEntity> stored, String author) {
        // Truncated to the precision of the database.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Iterator<Long> versions = FaqRuleEntity.nextVersions(plan.changeCount());
        List<FaqRuleEntity> written = new ArrayList<>();
        for (ChangedRule change : plan.changed()) {
            FaqRuleEntity entity =
                    Objects.requireNonNull(stored.get(change.after().key()));
            entity.set(change.after(), author, now, versions.next());
            written.add(entity);
        }
        for (Rule rule : plan.added()) {
            FaqRuleEntity entity = new FaqRuleEntity();
            entity.set(rule, author, now, versions.next());
            entity.persist();
            written.add(entity);
        }
        written.forEach(entity -> FaqRuleRevisionEntity.persistRevision(entity, Action.IMPORTED));
        for (String key : plan.deleted()) {
            FaqRuleEntity entity = Objects.requireNonNull(stored.get(key));
            entity.stamp(author, now, versions.next());
            FaqRuleRevisionEntity.persistRevision(entity, Action.DELETED);
            entity.delete();
        }
        LOG.infof(
                "Rules imported: added=%d changed=%d deleted=%d by=%s",
                plan.added().size(), plan.changed().size(), plan.deleted().size(), author);
    }
}
