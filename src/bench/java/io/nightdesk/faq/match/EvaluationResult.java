package io.nightdesk.faq.match;

import java.util.List;

/**
 * The quality of the answers with one threshold of the confidence. A third of the questions is out of scope.
 *
 * @param precision the share of right answers among all answers, from 0 to 1
 * @param answered the share of the questions in scope that get an answer
 * @param outOfScope the share of the questions out of scope that get an answer
 */
record EvaluationResult(double threshold, double precision, double answered, double outOfScope) {

    /** The share of questions that no rule answers. Those of a set are weighted to make up this share. */
    static final double OUT_OF_SCOPE_SHARE = 1 / 3.0;

    /** Too few questions to judge the precision by. */
    private static final double MIN_ANSWERED = 0.01;

    static EvaluationResult of(List<EvaluatedQuestion> questions, double threshold) {
        double inScope =
                questions.stream().filter(q -> q.expected().isPresent()).count();
        double others = questions.size() - inScope;
        List<EvaluatedQuestion> sure =
                questions.stream().filter(q -> q.confidence() >= threshold).toList();
        double answered = sure.stream().filter(q -> q.expected().isPresent()).count() / inScope;
        double right = sure.stream().filter(q -> q.isRight(1)).count() / inScope;
        double outOfScope = sure.stream().filter(q -> q.expected().isEmpty()).count() / others;
        double answers = answered * (1 - OUT_OF_SCOPE_SHARE) + outOfScope * OUT_OF_SCOPE_SHARE;
        return new EvaluationResult(
                threshold, answers == 0 ? 1 : right * (1 - OUT_OF_SCOPE_SHARE) / answers, answered, outOfScope);
    }

    /**
     * The result with the lowest threshold, in steps of a hundredth, from which on all thresholds reach the precision.
     * Thresholds that fewer than one in a hundred questions reach are ignored.
     */
    static EvaluationResult lowest(List<EvaluatedQuestion> questions, double precision) {
        EvaluationResult lowest = of(questions, 2.01);
        for (int hundredths = 200; hundredths >= 0; hundredths--) {
            EvaluationResult result = of(questions, hundredths / 100.0);
            if (result.answered > MIN_ANSWERED && result.precision < precision) {
                break;
            }
            lowest = result;
        }
        return lowest;
    }
}
