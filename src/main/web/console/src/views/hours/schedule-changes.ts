import type { Schemas } from '../../api/client';
import { parseDates, type SpecialDates } from './dates';
import { rangeText, specialText, type Translate } from './explain';
import { DAYS, formatIntervals, parseWeek, type Day } from './week';

type Schedule = Schemas['Schedule'];

/** A difference between two schedules. Without `before` or `after`, dates were added or removed. */
export type ScheduleChange =
  | { kind: 'zone'; before: string; after: string }
  | { kind: 'day'; day: Day; before: string; after: string }
  | { kind: 'dates'; before?: SpecialDates; after?: SpecialDates };

/** What differs, in the order of the page: the zone, the week, the dates. */
export function scheduleChanges(before: Schedule, after: Schedule): ScheduleChange[] {
  const zones = [before.zone ?? 'UTC', after.zone ?? 'UTC'] as const;
  const weeks = [parseWeek(before.week), parseWeek(after.week)] as const;
  const days = DAYS.map((day) => ({
    kind: 'day' as const,
    day,
    before: formatIntervals(weeks[0][day]),
    after: formatIntervals(weeks[1][day]),
  }));
  return [
    ...(zones[0] === zones[1] ? [] : [{ kind: 'zone' as const, before: zones[0], after: zones[1] }]),
    ...days.filter((day) => day.before !== day.after),
    ...datesChanges(parseDates(before.dates), parseDates(after.dates)),
  ];
}

function datesChanges(before: SpecialDates[], after: SpecialDates[]): ScheduleChange[] {
  const same = (a: SpecialDates, b: SpecialDates) => JSON.stringify(a) === JSON.stringify(b);
  const removed = before.filter((entry) => !after.some((other) => same(entry, other)));
  const added = after.filter((entry) => !before.some((other) => same(entry, other)));
  const firsts = [...new Set([...removed, ...added].map(({ first }) => first))].sort();
  return firsts.map((day) => ({
    kind: 'dates',
    before: removed.find(({ first }) => first === day),
    after: added.find(({ first }) => first === day),
  }));
}

function datesText(t: Translate, dates: SpecialDates): string {
  const note = dates.note ? t('note', { note: dates.note }) : '';
  return `${rangeText(t, dates)}${note} ${specialText(t, dates)}`;
}

/** A difference as a sentence. */
export function changeText(t: Translate, change: ScheduleChange): string {
  switch (change.kind) {
    case 'zone':
      return t('changedZone', { before: change.before, after: change.after });
    case 'day':
      return t('changedDay', {
        day: t(change.day),
        before: change.before || t('closed'),
        after: change.after || t('closed'),
      });
    default:
      if (!change.before) {
        return t('addedDates', { dates: datesText(t, change.after!) });
      }
      return change.after
        ? t('changedDates', { before: datesText(t, change.before), after: datesText(t, change.after) })
        : t('removedDates', { dates: datesText(t, change.before) });
  }
}
