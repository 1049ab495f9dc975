package io.nightdesk.desk;

/** When the desk speaks. Written {@code always} and {@code off} in the configuration. */
public enum Mode {
    ALWAYS,
    /** Records what comes and keeps silent. */
    OFF
}
