package io.nightdesk.bench;

/**
 * What a reconnection with a backlog gave.
 *
 * @param seconds from the connection until all questions that had waited were answered
 * @param rate questions of the backlog answered a second
 * @param meanwhile one question at a time, asked from the connection until the backlog was answered
 * @param one one question at a time, afterwards
 * @param many many questions at a time, afterwards
 */
record BacklogFigures(double seconds, double rate, Measurement meanwhile, Measurement one, Measurement many) {}
