import { describe, expect, it } from 'vitest';
import { copyDay, DAYS, formatIntervals, isOpen, openMinutes, overlaps, paint, parseInterval, parseIntervals, parseWeek, writeWeek } from './week';

const HOUR = 60;
const week = (form: Record<string, string[]>) => parseWeek(form);

describe('parseInterval', () => {
  it.each([
    ['09:00-18:00', { from: 540, until: 1080 }],
    ['9:00–18:00', { from: 540, until: 1080 }],
    ['9：00 至 18：00', { from: 540, until: 1080 }],
    ['22:00-02:00', { from: 1320, until: 1560 }],
    ['18:00-24:00', { from: 1080, until: 1440 }],
    ['00:00-24:00', { from: 0, until: 1440 }],
  ])('reads %s', (text, interval) => expect(parseInterval(text)).toEqual(interval));

  it.each(['9-18', '24:00-02:00', '09:60-10:00', '09:00-09:00', '', '09:00'])('rejects %s', (text) =>
    expect(parseInterval(text)).toBeUndefined());
});

describe('parseIntervals', () => {
  it('sorts, and names what is no interval', () => {
    expect(parseIntervals('13:00-18:00，9:00-12:00、later')).toEqual({
      intervals: [{ from: 540, until: 720 }, { from: 780, until: 1080 }],
      invalid: ['later'],
    });
  });

  it('is the inverse of formatIntervals', () => {
    const text = '09:00-12:00, 18:00-24:00';
    expect(formatIntervals(parseIntervals(text).intervals)).toBe(text);
  });
});

describe('paint', () => {
  it('opens and closes hours of several days', () => {
    const opened = paint(week({}), [0, 1], 9 * HOUR, 18 * HOUR, true);
    const lunch = paint(opened, [0], 12 * HOUR, 13 * HOUR, false);
    expect(writeWeek(lunch)).toEqual({ monday: ['09:00-12:00', '13:00-18:00'], tuesday: ['09:00-18:00'] });
  });

  it('joins intervals that touch or overlap', () => {
    const painted = paint(week({ monday: ['09:00-12:00', '13:00-18:00'] }), [0], 11 * HOUR, 13 * HOUR, true);
    expect(writeWeek(painted)).toEqual({ monday: ['09:00-18:00'] });
  });

  it('gives the hours after midnight to the evening before', () => {
    const painted = paint(week({ friday: ['22:00-24:00'] }), [5], 0, 2 * HOUR, true);
    expect(writeWeek(painted)).toEqual({ friday: ['22:00-02:00'] });
  });

  it('goes from Sunday to Monday', () => {
    const painted = paint(week({ sunday: ['22:00-24:00'] }), [0], 0, 2 * HOUR, true);
    expect(writeWeek(painted)).toEqual({ sunday: ['22:00-02:00'] });
  });

  it('closes a part of a night', () => {
    const painted = paint(week({ sunday: ['22:00-03:00'] }), [0], 1 * HOUR, 2 * HOUR, false);
    expect(writeWeek(painted)).toEqual({ monday: ['02:00-03:00'], sunday: ['22:00-01:00'] });
  });

  it('cuts whole days at midnight', () => {
    const painted = paint(week({}), [0, 1, 2, 3, 4, 5, 6], 0, 24 * HOUR, true);
    expect(writeWeek(painted)).toEqual(Object.fromEntries(DAYS.map((day) => [day, ['00:00-24:00']])));
  });

  it('cuts a day that follows an evening', () => {
    const painted = paint(week({ monday: ['18:00-24:00'] }), [1], 0, 13 * HOUR, true);
    expect(writeWeek(painted)).toEqual({ monday: ['18:00-24:00'], tuesday: ['00:00-13:00'] });
  });

  it('keeps the minutes of other intervals', () => {
    const painted = paint(week({ monday: ['09:15-11:45'] }), [0], 14 * HOUR, 15 * HOUR, true);
    expect(writeWeek(painted)).toEqual({ monday: ['09:15-11:45', '14:00-15:00'] });
  });

  it('changes nothing when it paints what is open already', () => {
    const before = week({ saturday: ['22:00-02:00'], sunday: ['10:00-16:00'] });
    expect(paint(before, [6], 0, 2 * HOUR, true)).toEqual(before);
  });

  it('agrees with painting minute by minute', () => {
    let seed = 7;
    const random = (n: number) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
    let painted = week({});
    const minutes = new Array<boolean>(7 * 48).fill(false);
    for (let i = 0; i < 200; i++) {
      const day = random(7);
      const from = random(48);
      const until = from + 1 + random(48 - from);
      const open = random(2) === 0;
      painted = paint(painted, [day], from * 30, until * 30, open);
      minutes.fill(open, day * 48 + from, day * 48 + until);
      expect(minutes.map((_, slot) => isOpen(painted, Math.floor(slot / 48), (slot % 48) * 30))).toEqual(minutes);
      expect(parseWeek(writeWeek(painted))).toEqual(painted);
    }
  });
});

describe('openMinutes', () => {
  it('counts the minutes of a night on both days', () => {
    const night = week({ sunday: ['22:45-02:00'] });
    expect([openMinutes(night, 6, 22 * HOUR, 23 * HOUR), openMinutes(night, 0, 0, 24 * HOUR)]).toEqual([15, 120]);
  });
});

describe('overlaps', () => {
  it('names the day whose night runs into the next day, and the day with two intervals at once', () => {
    expect(overlaps(week({ monday: ['22:00-10:00'], tuesday: ['09:00-12:00', '11:00-13:00'] }))).toEqual(['monday', 'tuesday']);
    expect(overlaps(week({ monday: ['22:00-09:00'], tuesday: ['09:00-12:00'] }))).toEqual([]);
  });
});

describe('copyDay', () => {
  it('copies to the days named only', () => {
    expect(writeWeek(copyDay(week({ monday: ['09:00-18:00'] }), 'monday', ['tuesday', 'friday']))).toEqual({
      monday: ['09:00-18:00'], tuesday: ['09:00-18:00'], friday: ['09:00-18:00'],
    });
  });
});
