import type { Schemas } from '../../api/client';

/** A day of the chart. The percentage is missing on a day without messages. */
export interface Bar {
  day: string;
  answered: number;
  total: number;
  percent?: number;
}

/** The outcomes of messages that needed an answer, as in the answered share of the API. */
const NEEDED_ANSWER = ['ANSWERED', 'SUGGESTED', 'NOTICE', 'FALLBACK', 'IMAGE_FALLBACK', 'COOLDOWN', 'FAILED'];

export function bars(days: Schemas['DayStats'][]): Bar[] {
  return days.map(({ day, outcomes, answeredShare }) => ({
    day,
    answered: outcomes.ANSWERED ?? 0,
    total: NEEDED_ANSWER.reduce((sum, outcome) => sum + (outcomes[outcome] ?? 0), 0),
    percent: answeredShare === undefined ? undefined : Math.round(answeredShare * 100),
  }));
}
