package io.nightdesk.it.faults;

import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.TcpProxy;
import java.io.IOException;

/**
 * A replica that reaches its database and its broker through proxies.
 *
 * @param database the network between this replica and the database
 * @param broker the network between this replica and the broker
 */
record Replica(App app, TcpProxy database, TcpProxy broker) {

    /** Ends all faults of its network. */
    void heal() throws IOException {
        database.heal();
        broker.heal();
    }
}
