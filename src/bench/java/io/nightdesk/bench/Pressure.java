package io.nightdesk.bench;

/**
 * How many questions are open at a time.
 *
 * @param foreignPerQuestion foreign frames that are sent along with each question
 */
record Pressure(int customers, int foreignPerQuestion) {

    static final Pressure ONE = new Pressure(1, 0);
    static final Pressure HALF = new Pressure(64, 0);
    static final Pressure FULL = new Pressure(256, 0);
    /** Nine of ten frames are foreign. */
    static final Pressure FOREIGN = new Pressure(25, 9);

    static Pressure of(String option) {
        return option.equals("foreign") ? FOREIGN : new Pressure(Integer.parseInt(option), 0);
    }

    String title() {
        return foreignPerQuestion == 0
                ? customers + " in flight"
                : customers * (1 + foreignPerQuestion) + " in flight, 90 % foreign";
    }

    /** Whether the latency is what matters, and not the rate. */
    boolean isOne() {
        return customers == 1;
    }
}
