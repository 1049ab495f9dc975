package io.nightdesk.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** What a message of a human agent does to the session. */
@ConfigMapping(prefix = "nightdesk.takeover")
public interface TakeoverConfig {

    /** Off where the broker cannot keep others from writing under the desk's uid: any forged frame would silence it. */
    @WithDefault("true")
    boolean enabled();

    /** How long the desk is silent after the agent's last frame. */
    @WithDefault("30m")
    @DurationMin(seconds = 1, message = "NIGHTDESK_TAKEOVER_SILENCE must be from 1 second to 7 days")
    @DurationMax(days = 7, message = "NIGHTDESK_TAKEOVER_SILENCE must be from 1 second to 7 days")
    Duration silence();

    /** How long the desk is silent after a rule left the session to agents, if none comes. */
    @WithDefault("2h")
    @DurationMin(seconds = 1, message = "NIGHTDESK_TAKEOVER_HAND_OFF must be from 1 second to 7 days")
    @DurationMax(days = 7, message = "NIGHTDESK_TAKEOVER_HAND_OFF must be from 1 second to 7 days")
    Duration handOff();
}
