import { describe, expect, it } from 'vitest';
import { addDays, addMonths, calendar, effectiveIntervalsOn, intervalsOn, parseDates, setDates, weekdayOf, writeDates, type SpecialDates } from './dates';
import { formatInterval, formatIntervals, parseIntervals, parseWeek } from './week';

const CLOSED = { kind: 'own', intervals: [] } as const;
const WEEK = parseWeek({ monday: ['09:00-18:00'], saturday: ['22:00-02:00'] });

const closed = (first: string, last: string, note = ''): SpecialDates => ({ first, last, hours: { ...CLOSED, intervals: [] }, note });
const holiday = { hours: { kind: 'own' as const, intervals: [] }, note: '春节' };

describe('dates', () => {
  it('are counted over the ends of months and years', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2028-03-01', -1)).toBe('2028-02-29');
    expect(addMonths('2026-11', 3)).toBe('2027-02');
    expect(weekdayOf('2026-11-28')).toBe('saturday');
  });

  it('are written as they were read', () => {
    const form = [
      { date: '2027-02-04', open: ['09:00-12:00'] },
      { date: '2027-02-05', last: '2027-02-12', open: [], note: '春节' },
      { date: '2027-02-14', like: 'monday', note: '调休' },
    ];
    expect(writeDates(parseDates(form), formatInterval)).toEqual(form);
  });
});

describe('setDates', () => {
  it('adds an entry in the order of dates', () => {
    const dates = setDates([closed('2027-05-01', '2027-05-05')], '2027-02-05', '2027-02-12', holiday);
    expect(dates.map(({ first, last, note }) => [first, last, note])).toEqual([
      ['2027-02-05', '2027-02-12', '春节'], ['2027-05-01', '2027-05-05', ''],
    ]);
  });

  it('splits the entry that the dates were in the middle of', () => {
    const open = { hours: { kind: 'own' as const, intervals: parseIntervals('10:00-12:00').intervals }, note: '' };
    const dates = setDates([closed('2027-02-05', '2027-02-12', '春节')], '2027-02-08', '2027-02-09', open);
    expect(dates.map(({ first, last, note }) => [first, last, note])).toEqual([
      ['2027-02-05', '2027-02-07', '春节'], ['2027-02-08', '2027-02-09', ''], ['2027-02-10', '2027-02-12', '春节'],
    ]);
  });

  it('replaces the entries that it covers', () => {
    const dates = setDates([closed('2027-02-05', '2027-02-06'), closed('2027-02-08', '2027-02-08')], '2027-02-04', '2027-02-08', holiday);
    expect(dates.map(({ first, last }) => [first, last])).toEqual([['2027-02-04', '2027-02-08']]);
  });

  it('joins what continues an equal entry', () => {
    const dates = setDates([closed('2027-02-05', '2027-02-08', '春节')], '2027-02-09', '2027-02-12', holiday);
    expect(dates.map(({ first, last }) => [first, last])).toEqual([['2027-02-05', '2027-02-12']]);
  });

  it('gives dates the hours of the week again', () => {
    const dates = setDates([closed('2027-02-05', '2027-02-12', '春节')], '2027-02-05', '2027-02-11');
    expect(dates.map(({ first, last }) => [first, last])).toEqual([['2027-02-12', '2027-02-12']]);
  });
});

describe('intervals of a date', () => {
  it('are those of the week, of the date, or of the weekday that it is like', () => {
    const dates = [closed('2026-11-30', '2026-11-30'), { ...closed('2026-12-01', '2026-12-01'), hours: { kind: 'like' as const, day: 'monday' as const } }];
    const on = (date: string) => formatIntervals(intervalsOn(WEEK, dates, date));
    expect([on('2026-11-23'), on('2026-11-30'), on('2026-12-01'), on('2026-12-02')]).toEqual(['09:00-18:00', '', '09:00-18:00', '']);
  });

  it('end at midnight before a date of its own', () => {
    expect(effectiveIntervalsOn(WEEK, [closed('2026-11-29', '2026-11-29')], '2026-11-28').map(formatInterval)).toEqual(['22:00-24:00']);
    expect(effectiveIntervalsOn(WEEK, [], '2026-11-28').map(formatInterval)).toEqual(['22:00-02:00']);
  });
});

describe('calendar', () => {
  it('has whole weeks from Monday to Sunday', () => {
    const weeks = calendar(WEEK, [closed('2027-02-05', '2027-02-12', '春节')], '2027-02');
    expect(weeks.map((days) => days[0]!.date)).toEqual(['2027-02-01', '2027-02-08', '2027-02-15', '2027-02-22']);
    expect(weeks[0]![4]!.special?.note).toBe('春节');
    expect(weeks.every((days) => days.length === 7)).toBe(true);
  });

  it('fills the first and the last week with days of other months', () => {
    const weeks = calendar(WEEK, [], '2026-11');
    expect(weeks[0]![0]).toMatchObject({ date: '2026-10-26', inMonth: false });
    expect(weeks.at(-1)![6]).toMatchObject({ date: '2026-12-06', inMonth: false });
  });
});
