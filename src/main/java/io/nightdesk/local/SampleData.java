package io.nightdesk.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightdesk.faq.FaqRuleRow;
import io.nightdesk.ledger.DutyChange;
import io.nightdesk.order.CustomerOrderRow;
import io.nightdesk.order.OrderStatus;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Objects;
import org.jboss.logging.Logger;

/** Fills an empty database with a health mall's rules and orders; one with rules is left alone. */
@Singleton
@IfBuildProfile("dev")
class SampleData {

    private static final Logger LOG = Logger.getLogger(SampleData.class);

    void load(@Observes DutyChange change) {
        if (change instanceof DutyChange.Began) {
            QuarkusTransaction.requiringNew().run(SampleData::loadIntoEmpty);
        }
    }

    private static void loadIntoEmpty() {
        if (FaqRuleRow.count() > 0) {
            return;
        }
        JsonNode rules = read("/sample/rules.json");
        JsonNode orders = read("/sample/orders.json");
        rules.forEach(rule -> rule(rule).persist());
        orders.forEach(order -> order(order).persist());
        LOG.infof("sample data loaded: rules=%d orders=%d", rules.size(), orders.size());
    }

    private static FaqRuleRow rule(JsonNode rule) {
        FaqRuleRow row = new FaqRuleRow();
        row.key = rule.path("key").asText();
        row.title = rule.path("title").asText();
        row.priority = rule.path("priority").asInt();
        row.triggers = rule.path("triggers").toString();
        row.answers = rule.path("answers").toString();
        return row;
    }

    private static CustomerOrderRow order(JsonNode order) {
        CustomerOrderRow row = new CustomerOrderRow();
        row.number = order.path("number").asText();
        row.customerUid = order.path("customer").asText();
        row.status = OrderStatus.valueOf(order.path("status").asText());
        row.carrier = order.path("carrier").textValue();
        row.tracking = order.path("tracking").textValue();
        row.placedAt = Instant.parse(order.path("placed").asText());
        return row;
    }

    private static JsonNode read(String resource) {
        try (InputStream in = Objects.requireNonNull(SampleData.class.getResourceAsStream(resource), resource)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException("sample data not readable: " + resource, e);
        }
    }
}
