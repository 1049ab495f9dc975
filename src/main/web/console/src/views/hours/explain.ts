import type { Schemas } from '../../api/client';
import type { SpecialDates } from './dates';
import { DAYS, formatIntervals, type Day } from './week';
import type texts from './texts';

type Key = keyof (typeof texts)['zh'];
export type Translate = (key: Key, values?: Record<string, string | number>) => string;
export type Explained = Schemas['HoursExplained'];

/** Why the schedule is open or closed, as a sentence. */
export function reasonText(t: Translate, { open, reason }: Pick<Explained, 'open' | 'reason'>): string {
  const intervals = reason.intervals.join(', ');
  if (reason.kind === 'weekday') {
    return t(open ? 'becauseWeekdayOpen' : 'becauseWeekdayClosed', { day: dayName(t, reason.weekday), intervals });
  }
  if (reason.kind === 'date') {
    const note = reason.note ? t('note', { note: reason.note }) : '';
    const key = open ? 'becauseDateOpen' : intervals ? 'becauseDateClosedNow' : 'becauseDateClosedAll';
    return t(key, { date: reason.date ?? '', note, intervals });
  }
  return t('becauseNone');
}

/** What that means for customers in the current mode. */
export function consequenceText(t: Translate, { open, mode }: Pick<Explained, 'open' | 'mode'>): string {
  if (mode === 'always') {
    return t('answersAlways');
  }
  if (mode === 'off') {
    return t('silentOff');
  }
  return t(open ? 'silentOpen' : 'answersOffHours');
}

/** A time of the API in the schedule's zone, with its weekday: the text has the offset of the zone already. */
export function timeInZone(t: Translate, time: string): string {
  const date = time.slice(0, 10);
  const day = DAYS[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7]!;
  return `${date} ${t(day)} ${time.slice(11, 16)}`;
}

/** One date or several. */
export const rangeText = (t: Translate, { first, last }: Pick<SpecialDates, 'first' | 'last'>): string =>
  first === last ? first : t('range', { first, last });

/** The hours of dates of their own. */
export const specialText = (t: Translate, { hours }: Pick<SpecialDates, 'hours'>): string =>
  hours.kind === 'like' ? t('likeDay', { day: t(hours.day) }) : formatIntervals(hours.intervals) || t('closed');

function dayName(t: Translate, day: string | null | undefined): string {
  return DAYS.includes(day as Day) ? t(day as Day) : '';
}
