package io.nightdesk.faq.rules;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.nightdesk.faq.match.CompiledRules;
import io.nightdesk.faq.match.Match;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.Set;
import org.jboss.logging.Logger;

/** Counts and logs the rules of which not all patterns were searched for. Called from one thread only. */
@Singleton
public class RuleFailures {

    private static final Logger LOG = Logger.getLogger(RuleFailures.class);

    private final Counter failures;
    private final Set<String> logged = new HashSet<>();
    private CompiledRules rules = CompiledRules.EMPTY;

    @Inject
    public RuleFailures(MeterRegistry registry) {
        failures = Counter.builder("nightdesk.rule.failures")
                .description("Rules that were left with patterns not searched for in a message")
                .register(registry);
    }

    /**
     * Records the failures of one decision. Each rule is logged once, and again after the next change of the rules.
     *
     * @param inForce the rules that gave the match
     */
    public void record(Match match, CompiledRules inForce) {
        if (match.failedRules().isEmpty()) {
            return;
        }
        if (inForce != rules) {
            rules = inForce;
            logged.clear();
        }
        failures.increment(match.failedRules().size());
        match.failedRules().stream()
                .sorted()
                .filter(logged::add)
                .forEach(key -> LOG.warnf(
                        "Work limit reached, patterns of the rule not searched for, other rules unaffected: rule=%s",
                        key));
    }
}
