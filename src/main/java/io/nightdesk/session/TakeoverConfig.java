package io.nightdesk.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** What a message of a human agent does to the session. */
@ConfigMapping(prefix = "nightdesk.takeover")
public interface TakeoverConfig {

    /** Disable it where the broker cannot prevent others from publishing as the desk: any forged frame would silence the session. */
    @WithDefault("true")
    boolean enabled();

    /** How long the desk is silent in a session after an agent's last message. */
    @WithDefault("30m")
    @DurationMin(seconds = 1, message = "NIGHTDESK_TAKEOVER_SILENCE must be from 1 second to 7 days")
    @DurationMax(days = 7, message = "NIGHTDESK_TAKEOVER_SILENCE must be from 1 second to 7 days")
    Duration silence();

    /** How long the desk is silent after a rule handed the session off to agents, if none of them writes. */
    @WithDefault("2h")
    @DurationMin(seconds = 1, message = "NIGHTDESK_TAKEOVER_HAND_OFF must be from 1 second to 7 days")
    @DurationMax(days = 7, message = "NIGHTDESK_TAKEOVER_HAND_OFF must be from 1 second to 7 days")
    Duration handOff();
}
