package io.nightdesk.faq.match;

import java.util.List;

/**
 * What comes of answering from a confidence on, when a third of the questions is strange.
 *
 * @param precision the share of right answers among all answers, 0 to 1
 * @param answered the share of the questions with a rule that get an answer
 * @param strange the share of the strange questions that get one
 */
record Outcome(double threshold, double precision, double answered, double strange) {

    /** How many of the questions no rule answers; those at hand are weighed to make this share. */
    static final double STRANGE = 1 / 3.0;

    private static final double FEW = 0.01;

    static Outcome of(List<Asked> questions, double threshold) {
        double known = questions.stream().filter(q -> q.meant().isPresent()).count();
        double others = questions.size() - known;
        List<Asked> sure =
                questions.stream().filter(q -> q.confidence() >= threshold).toList();
        double answered = sure.stream().filter(q -> q.meant().isPresent()).count() / known;
        double right = sure.stream().filter(q -> q.isRight(1)).count() / known;
        double strange = sure.stream().filter(q -> q.meant().isEmpty()).count() / others;
        double answers = answered * (1 - STRANGE) + strange * STRANGE;
        return new Outcome(threshold, answers == 0 ? 1 : right * (1 - STRANGE) / answers, answered, strange);
    }

    /**
     * With the lowest threshold, in steps of a hundredth, from which on the precision is held; what so few questions reach
     * that one or two of them decide is passed over.
     */
    static Outcome lowest(List<Asked> questions, double precision) {
        Outcome lowest = of(questions, 2.01);
        for (int hundredths = 200; hundredths >= 0; hundredths--) {
            Outcome outcome = of(questions, hundredths / 100.0);
            if (outcome.answered > FEW && outcome.precision < precision) {
                break;
            }
            lowest = outcome;
        }
        return lowest;
    }
}
