package io.nightdesk.bench;

/**
 * What else happens on the topic.
 *
 * @param foreignPerSecond foreign frames
 * @param reconnect whether the contender connects right before the measurement, while the foreign frames already flow
 */
record Surroundings(int foreignPerSecond, boolean reconnect) {

    static final Surroundings QUIET = new Surroundings(0, false);

    static Surroundings of(String option) {
        return switch (option) {
            case "quiet" -> QUIET;
            case "reconnect" -> new Surroundings(0, true);
            default -> new Surroundings(Integer.parseInt(option), true);
        };
    }

    String title() {
        if (foreignPerSecond > 0) {
            return "%,d foreign/s, after a reconnect".formatted(foreignPerSecond);
        }
        return reconnect ? "quiet, after a reconnect" : "quiet";
    }
}
