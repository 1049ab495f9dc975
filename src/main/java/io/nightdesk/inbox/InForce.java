package io.nightdesk.inbox;

import io.nightdesk.faq.match.CompiledRules;
import io.nightdesk.hours.OpeningHours;

/** The rules and hours in force, the same for a whole batch. */
record InForce(CompiledRules rules, OpeningHours hours) {

    /** What is in force now; it changes when an admin changes rules or hours. */
    @FunctionalInterface
    interface Source {
        InForce current();
    }
}
