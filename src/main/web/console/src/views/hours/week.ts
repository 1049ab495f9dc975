import type { Schemas } from '../../api/client';

export const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Day = (typeof DAYS)[number];

/** Minutes of local time since 0:00; `until` is exclusive, and above 1440 on the next day. */
export interface Interval {
  from: number;
  until: number;
}

/** The sorted intervals that start on each day. */
export type Week = Record<Day, Interval[]>;

export const MINUTES_PER_DAY = 24 * 60;
const MINUTES_PER_WEEK = 7 * MINUTES_PER_DAY;
const TEXT = /^([01]?\d|2[0-3])[:：]([0-5]\d)\s*[-–~至到]\s*(?:([01]?\d|2[0-3])[:：]([0-5]\d)|24[:：]00)$/;

/** Reads an interval as people write it, such as `9:00-18:00`. Undefined for another text, and for no time at all. */
export function parseInterval(text: string): Interval | undefined {
  const match = TEXT.exec(text.trim());
  if (!match) {
    return undefined;
  }
  const from = Number(match[1]) * 60 + Number(match[2]);
  if (match[3] === undefined) {
    return { from, until: MINUTES_PER_DAY };
  }
  const until = Number(match[3]) * 60 + Number(match[4]);
  if (from === until) {
    return undefined;
  }
  return { from, until: until < from ? until + MINUTES_PER_DAY : until };
}

/** Reads a list of intervals. Returns what is not an interval as `invalid`. */
export function parseIntervals(text: string): { intervals: Interval[]; invalid: string[] } {
  const intervals: Interval[] = [];
  const invalid: string[] = [];
  text.split(/[,，;；、\n]/).map((part) => part.trim()).filter(Boolean).forEach((part) => {
    const interval = parseInterval(part);
    if (interval) {
      intervals.push(interval);
    } else {
      invalid.push(part);
    }
  });
  return { intervals: intervals.sort((a, b) => a.from - b.from || a.until - b.until), invalid };
}

export function clockTime(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** The text form of the API. */
export function formatInterval({ from, until }: Interval): string {
  return `${clockTime(from)}-${clockTime(until > MINUTES_PER_DAY ? until - MINUTES_PER_DAY : until)}`;
}

export const formatIntervals = (intervals: Interval[]): string => intervals.map(formatInterval).join(', ');

/** Reads the week of a schedule. What is no interval is left out: the API stores none. */
export function parseWeek(form: Schemas['ScheduleWeek'] | null | undefined): Week {
  return Object.fromEntries(
    DAYS.map((day) => [day, parseIntervals((form?.[day] ?? []).join(',')).intervals]),
  ) as Week;
}

export function writeWeek(week: Week): Schemas['ScheduleWeek'] {
  return Object.fromEntries(
    DAYS.filter((day) => week[day].length > 0).map((day) => [day, week[day].map(formatInterval)]),
  );
}

/** Whether the week is open at a minute of a day, also by an interval of the day before. */
export const isOpen = (week: Week, day: number, minute: number): boolean => openMinutes(week, day, minute, minute + 1) > 0;

/** How many minutes of a part of a day are open. */
export function openMinutes(week: Week, day: number, from: number, until: number): number {
  const start = day * MINUTES_PER_DAY;
  return spansOf(week)
    .map((span) => Math.min(span.until, start + until) - Math.max(span.from, start + from))
    .filter((minutes) => minutes > 0)
    .reduce((sum, minutes) => sum + minutes, 0);
}

/**
 * Opens or closes some minutes of some days. Touching intervals become one. A time that goes on past midnight belongs to the day
 * on which it began if it ends by noon; otherwise it is cut at midnight.
 */
export function paint(week: Week, days: number[], from: number, until: number, open: boolean): Week {
  let spans = spansOf(week);
  for (const day of days) {
    const painted = { from: day * MINUTES_PER_DAY + from, until: day * MINUTES_PER_DAY + until };
    spans = without(spans, painted);
    if (open) {
      spans.push(painted);
    }
  }
  return weekOf(merged(spans));
}

/** Copies the intervals of a day to other days. */
export function copyDay(week: Week, from: Day, to: readonly Day[]): Week {
  return { ...week, ...Object.fromEntries(to.map((day) => [day, [...week[day === from ? day : from]]])) };
}

/** The days whose last interval runs into the first one of the next day, which the API rejects. */
export function overlaps(week: Week): Day[] {
  return DAYS.filter((day, index) => {
    const own = week[day];
    const next = week[DAYS[(index + 1) % 7]!][0];
    return own.some(({ until }, i) => {
      const following = own[i + 1];
      return following ? until > following.from : next !== undefined && until > next.from + MINUTES_PER_DAY;
    });
  });
}

/** The open minutes of the week, from Monday 0:00, each span within the week. */
function spansOf(week: Week): Interval[] {
  return DAYS.flatMap((day, index) =>
    week[day].flatMap((interval) => {
      const from = index * MINUTES_PER_DAY + interval.from;
      const until = index * MINUTES_PER_DAY + interval.until;
      return until <= MINUTES_PER_WEEK
        ? [{ from, until }]
        : [{ from, until: MINUTES_PER_WEEK }, { from: 0, until: until - MINUTES_PER_WEEK }];
    }),
  );
}

function without(spans: Interval[], removed: Interval): Interval[] {
  return spans.flatMap((span) =>
    [
      { from: span.from, until: Math.min(span.until, removed.from) },
      { from: Math.max(span.from, removed.until), until: span.until },
    ].filter((part) => part.from < part.until),
  );
}

function merged(spans: Interval[]): Interval[] {
  const result: Interval[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && span.from <= last.until) {
      last.until = Math.max(last.until, span.until);
    } else {
      result.push({ ...span });
    }
  }
  return result;
}

function weekOf(spans: Interval[]): Week {
  const pieces = spans.flatMap(cutAtMidnights);
  const week = Object.fromEntries(DAYS.map((day) => [day, [] as Interval[]])) as Week;
  for (const { day, from, until } of pieces) {
    week[DAYS[day]!].push({ from, until });
  }
  return joinNights(week);
}

function cutAtMidnights({ from, until }: Interval): { day: number; from: number; until: number }[] {
  const pieces = [];
  for (let day = Math.floor(from / MINUTES_PER_DAY); day * MINUTES_PER_DAY < until; day++) {
    const midnight = day * MINUTES_PER_DAY;
    pieces.push({ day, from: Math.max(0, from - midnight), until: Math.min(MINUTES_PER_DAY, until - midnight) });
  }
  return pieces;
}

/** Gives an interval that ends at midnight the hours after it, if they end by noon, and before the hour at which it begins. */
function joinNights(week: Week): Week {
  const result = Object.fromEntries(DAYS.map((day) => [day, [...week[day]]])) as Week;
  DAYS.forEach((day, index) => {
    const next = DAYS[(index + 1) % 7]!;
    const evening = week[day].at(-1);
    const morning = week[next][0];
    if (
      evening?.until === MINUTES_PER_DAY && morning?.from === 0 && morning.until <= MINUTES_PER_DAY / 2 &&
      morning.until < evening.from
    ) {
      result[day][result[day].length - 1] = { from: evening.from, until: MINUTES_PER_DAY + morning.until };
      result[next] = result[next].filter((interval) => interval.from !== 0);
    }
  });
  return result;
}
