package io.nightdesk.bench;

import java.util.Arrays;

/** The replies of one measurement: how long each took in nanoseconds, in ascending order, and over how many seconds. */
record Measurement(long[] nanos, double seconds) {

    Measurement {
        nanos = nanos.clone();
        Arrays.sort(nanos);
    }

    double perSecond() {
        return nanos.length / seconds;
    }

    /** The latency in milliseconds that this share of the replies did not exceed. */
    double millis(double share) {
        return nanos.length == 0
                ? Double.NaN
                : nanos[(int) Math.min(nanos.length - 1L, (long) (nanos.length * share))] / 1e6;
    }
}
