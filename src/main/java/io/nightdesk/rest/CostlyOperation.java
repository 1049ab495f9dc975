package io.nightdesk.rest;

import java.time.Duration;

/** Operations that take much memory, processor time or many statements, with how many may run at once on a replica. */
public enum CostlyOperation {
    /** Keeps a file in memory, or writes up to 20,000 rules in one transaction. */
    IMPORT("Another import or bulk change of rules is running.", 1, Duration.ofSeconds(20)),
    /** Reads many rows, and keeps a thread while a slow client reads. */
    EXPORT("Too many exports are running.", 4, Duration.ofSeconds(5)),
    /** Reads many rows in one statement. */
    REPORT("Too many reports are running.", 2, Duration.ofSeconds(5)),
    /** Compiles all rules once more for a draft. */
    COMPILATION("Too many drafts of rules are being tried.", 1, Duration.ofSeconds(5)),
    /** Compares many questions or rules with all rules. */
    ANALYSIS("Too many analyses of the rules are running.", 1, Duration.ofSeconds(5)),
    /** Stores up to a million orders, and keeps the results in a temporary file. */
    BULK("Too many bulk imports of orders are running.", 2, Duration.ofSeconds(5));

    private final String busy;
    private final int atOnce;
    private final Duration maxWait;

    CostlyOperation(String busy, int atOnce, Duration maxWait) {
        this.busy = busy;
        this.atOnce = atOnce;
        this.maxWait = maxWait;
    }

    /** Why a request is turned away, for the client. */
    String busy() {
        return busy;
    }

    /** How many may run at the same time. */
    int atOnce() {
        return atOnce;
    }

    /** How long a request waits for its turn. */
    Duration maxWait() {
        return maxWait;
    }
}
