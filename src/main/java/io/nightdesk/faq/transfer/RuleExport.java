package io.nightdesk.faq.transfer;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightdesk.faq.rules.FaqRuleEntity;
import io.nightdesk.faq.rules.RuleForm;
import io.nightdesk.rest.Admission;
import io.nightdesk.rest.AdmissionControl;
import io.nightdesk.rest.CostlyOperation;
import io.nightdesk.rest.ExportRows;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes all rules, also those with patterns that are no longer allowed, but no rows that are not rules at all. The rules are read
 * page by page while they are written, and a connection is held only to read a page: a client may read slowly.
 */
@Singleton
class RuleExport {

    private final AdmissionControl admissions;
    private final ObjectMapper json;

    @Inject
    RuleExport(AdmissionControl admissions, ObjectMapper json) {
        this.admissions = admissions;
        this.json = json;
    }

    void writeJson(OutputStream out) throws IOException {
        Admission admitted = admissions.enter(CostlyOperation.EXPORT);
        try {
            ExportRows<FaqRuleEntity> rules = rules();
            JsonGenerator generator = json.createGenerator(out);
            generator.writeStartArray();
            forEach(rules, generator::writeObject);
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
            ExportRows<FaqRuleEntity> rules = rules();
            Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            writer.write(RuleCsvWriter.head(answers));
            forEach(rules, rule -> {
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

    private static ExportRows<FaqRuleEntity> rules() {
        return new ExportRows<>(pageAfter(""), last -> pageAfter(last.key));
    }

    private static void forEach(ExportRows<FaqRuleEntity> rules, ExportRows.Action<RuleForm> action)
            throws IOException {
        rules.forEach(entity -> {
            RuleForm form = entity.toNormalForm().orElse(null);
            if (form != null) {
                action.accept(form);
            }
        });
    }

    private static List<FaqRuleEntity> pageAfter(String key) {
        return QuarkusTransaction.requiringNew().call(() -> FaqRuleEntity.pageAfter(key));
    }
}
