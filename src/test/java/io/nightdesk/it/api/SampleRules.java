package io.nightdesk.it.api;

import static io.nightdesk.it.api.Requests.asAdmin;
import static org.awaitility.Awaitility.await;

import io.nightdesk.it.harness.Database;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;

/** The rules and orders of dev mode, for tests in which customers are answered. */
final class SampleRules {

    private SampleRules() {}

    /** Replaces all rules and orders unless the rules are there already, and waits until they are in force. */
    static void load(Database database) throws SQLException, IOException {
        Set<String> keys = Set.copyOf(Database.sample("rules").findValuesAsText("key"));
        if (!Set.copyOf(database.query("select key from faq_rule")).equals(keys)) {
            database.update("delete from faq_rule");
            database.update("delete from customer_order");
            database.loadSamples();
        }
        await().until(() -> asAdmin()
                .body("{\"text\": \"怎么退货\"}")
                .post("/api/v1/try")
                .path("outcome")
                .equals("ANSWERED"));
    }
}
