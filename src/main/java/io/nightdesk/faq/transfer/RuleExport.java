package io.nightdesk.faq.transfer;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightdesk.faq.rules.FaqRuleEntity;
import io.nightdesk.faq.rules.RuleForm;
import io.nightdesk.rest.Admission;
import io.nightdesk.rest.AdmissionControl;
import io.nightdesk.rest.CostlyOperation;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * Writes all rules, also those with patterns that are no longer allowed, but no rows that are not rules at all. The rules are read
 * page by page while they are written, and a connection is held only to read a page: a client may read slowly.
 */
@Singleton
class RuleExport {

    /** A client that reads more slowly must not occupy one of the few exports. */
    private static final Duration MAX_DURATION = Duration.ofMinutes(5);

    private final AdmissionControl admissions;
    private final ObjectMapper json;

    @FunctionalInterface
    private interface Action {
        void accept(RuleForm rule) throws IOException;
    }

    @Inject
    RuleExport(AdmissionControl admissions, ObjectMapper json) {
        this.admissions = admissions;
        this.json = json;
    }

    void writeJson(OutputStream out) throws IOException {
        Admission admitted = admissions.enter(CostlyOperation.EXPORT);
        try {
            List<FaqRuleEntity> first = pageAfter("");
            JsonGenerator generator = json.createGenerator(out);
            generator.writeStartArray();
            forEach(first, generator::writeObject);
            generator.writeEndArray();
            // Not closed after a failure: that would end the array, and the truncated export would look complete.
            generator.flush();
        } finally {
            admitted.close();
        }
    }

    void writeCsv(OutputStream out) throws IOException {
        Admission admitted = admissions.enter(CostlyOperation.EXPORT);
        try {
            int answers = QuarkusTransaction.requiringNew().call(FaqRuleEntity::maxAnswers);
            List<FaqRuleEntity> first = pageAfter("");
            Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            writer.write(RuleCsvWriter.head(answers));
            forEach(first, rule -> {
                if (RuleCsvWriter.answerCount(rule) > answers) {
                    throw new IOException("a rule has got more answers since the export began");
                }
                writer.write(RuleCsvWriter.record(rule, answers));
            });
            writer.flush();
        } finally {
            admitted.close();
        }
    }

    private static void forEach(List<FaqRuleEntity> first, Action action) throws IOException {
        long startedAt = System.nanoTime();
        List<FaqRuleEntity> page = first;
        while (!page.isEmpty()) {
            for (FaqRuleEntity entity : page) {
                RuleForm form = entity.toNormalForm().orElse(null);
                if (form != null) {
                    action.accept(form);
                }
            }
            if (System.nanoTime() - startedAt > MAX_DURATION.toNanos()) {
                throw new IOException("the client reads too slowly");
            }
            page = pageAfter(page.get(page.size() - 1).key);
        }
    }

    private static List<FaqRuleEntity> pageAfter(String key) {
        return QuarkusTransaction.requiringNew().call(() -> FaqRuleEntity.pageAfter(key));
    }
}
