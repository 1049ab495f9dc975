package io.nightdesk.hours;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** When the desk answers. */
public enum Mode {
    /** While agents are unavailable according to the schedule. Without a schedule that is always. */
    OFF_HOURS,
    /** Always, whatever the schedule says. */
    ALWAYS,
    /** Never. Frames are recorded, but not answered. */
    OFF;

    /** The name in settings and in the API: {@code off-hours}, {@code always}, {@code off}. */
    String apiName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Mode> ofApiName(String name) {
        return Arrays.stream(values())
                .filter(mode -> mode.apiName().equals(name))
                .findFirst();
    }
}
