package io.nightdesk.hours;

/** When the desk speaks. Written {@code off-hours}, {@code always} and {@code off}. */
public enum Mode {
    /** While no agent is there by the schedule; without a schedule none ever is. */
    OFF_HOURS,
    /** Whatever the schedule says. */
    ALWAYS,
    /** Records what comes and keeps silent. */
    OFF
}
