import type { Schemas } from '../../api/client';
import { DAYS, MINUTES_PER_DAY, parseIntervals, type Day, type Interval, type Week } from './week';

/** Dates are texts such as `2027-02-05`, as in the API. */
export type DateText = string;

/** Consecutive dates that differ from the week: with hours of their own, or with those of a weekday. */
export interface SpecialDates {
  first: DateText;
  last: DateText;
  hours: { kind: 'own'; intervals: Interval[] } | { kind: 'like'; day: Day };
  note: string;
}

export interface CalendarDay {
  date: DateText;
  /** False for the days of other months that fill the first and the last week. */
  inMonth: boolean;
  intervals: Interval[];
  special?: SpecialDates;
}

const MILLISECONDS_PER_DAY = 24 * 60 * 60 * 1000;

const toDate = (date: DateText) => new Date(`${date}T00:00:00Z`);

export const addDays = (date: DateText, days: number): DateText =>
  new Date(toDate(date).getTime() + days * MILLISECONDS_PER_DAY).toISOString().slice(0, 10);

export const weekdayOf = (date: DateText): Day => DAYS[(toDate(date).getUTCDay() + 6) % 7]!;

/** The month after some months, as `2027-02`. */
export function addMonths(month: string, months: number): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7);
}

export function parseDates(entries: (Schemas['ScheduleDates'] | null)[] | null | undefined): SpecialDates[] {
  return (entries ?? [])
    .filter((entry): entry is Schemas['ScheduleDates'] & { date: string } => typeof entry?.date === 'string')
    .map((entry): SpecialDates => ({
      first: entry.date,
      last: entry.last ?? entry.date,
      hours: entry.like
        ? { kind: 'like', day: entry.like as Day }
        : { kind: 'own', intervals: parseIntervals((entry.open ?? []).join(',')).intervals },
      note: entry.note ?? '',
    }))
    .sort((a, b) => a.first.localeCompare(b.first));
}

export function writeDates(dates: SpecialDates[], format: (interval: Interval) => string): Schemas['ScheduleDates'][] {
  return dates.map(({ first, last, hours, note }) => ({
    date: first,
    ...(last === first ? {} : { last }),
    ...(hours.kind === 'like' ? { like: hours.day } : { open: hours.intervals.map(format) }),
    ...(note ? { note } : {}),
  }));
}

/**
 * Gives the dates from `first` to `last` other hours, or those of the week if `change` is undefined. Entries that these dates
 * were a part of keep their other dates. An entry that continues the one before it becomes a part of it.
 */
export function setDates(
  dates: SpecialDates[],
  first: DateText,
  last: DateText,
  change?: Pick<SpecialDates, 'hours' | 'note'>,
): SpecialDates[] {
  const others = dates.flatMap((entry) => [
    { ...entry, last: earlier(entry.last, addDays(first, -1)) },
    { ...entry, first: later(entry.first, addDays(last, 1)) },
  ].filter((part) => part.first <= part.last));
  const all = change ? [...others, { first, last, ...change }] : others;
  return all.sort((a, b) => a.first.localeCompare(b.first)).reduce(append, []);
}

function append(entries: SpecialDates[], entry: SpecialDates): SpecialDates[] {
  const previous = entries.at(-1);
  const continues = previous && addDays(previous.last, 1) === entry.first && previous.note === entry.note &&
    JSON.stringify(previous.hours) === JSON.stringify(entry.hours);
  return continues ? [...entries.slice(0, -1), { ...previous, last: entry.last }] : [...entries, entry];
}

const earlier = (a: DateText, b: DateText) => (a < b ? a : b);
const later = (a: DateText, b: DateText) => (a > b ? a : b);

/** The entry that a date belongs to. */
export const specialOn = (dates: SpecialDates[], date: DateText): SpecialDates | undefined =>
  dates.find((entry) => entry.first <= date && date <= entry.last);

/** The intervals that begin on a date. */
export function intervalsOn(week: Week, dates: SpecialDates[], date: DateText): Interval[] {
  const special = specialOn(dates, date);
  if (!special) {
    return week[weekdayOf(date)];
  }
  return special.hours.kind === 'like' ? week[special.hours.day] : special.hours.intervals;
}

/** The intervals of a date as they are in force: at the beginning of a special date, the night before ends. */
export function effectiveIntervalsOn(week: Week, dates: SpecialDates[], date: DateText): Interval[] {
  const nextIsSpecial = specialOn(dates, addDays(date, 1)) !== undefined;
  return intervalsOn(week, dates, date).map((interval) =>
    nextIsSpecial && interval.until > MINUTES_PER_DAY ? { ...interval, until: MINUTES_PER_DAY } : interval);
}

/** The weeks of a month, from Monday to Sunday. */
export function calendar(week: Week, dates: SpecialDates[], month: string): CalendarDay[][] {
  const first = `${month}-01`;
  const end = `${addMonths(month, 1)}-01`;
  const weeks: CalendarDay[][] = [];
  for (let monday = addDays(first, -DAYS.indexOf(weekdayOf(first))); monday < end; monday = addDays(monday, 7)) {
    weeks.push(DAYS.map((_, index) => {
      const date = addDays(monday, index);
      return {
        date,
        inMonth: date.startsWith(month),
        intervals: effectiveIntervalsOn(week, dates, date),
        special: specialOn(dates, date),
      };
    }));
  }
  return weeks;
}
