import { describe, expect, it } from 'vitest';
import { format } from '../../i18n';
import { consequenceText, reasonText, timeInZone, type Explained, type Translate } from './explain';
import texts from './texts';

const zh: Translate = (key, values = {}) => format(texts.zh[key], values);
const en: Translate = (key, values = {}) => format(texts.en[key], values);
const reason = (parts: Partial<Explained['reason']>): Explained['reason'] => ({ kind: 'none', intervals: [], ...parts });

describe('reasonText', () => {
  it.each([
    [true, reason({ kind: 'weekday', weekday: 'monday', intervals: ['09:00-18:00'] }), '因为周一 09:00-18:00 营业。'],
    [false, reason({ kind: 'weekday', weekday: 'sunday' }), '因为周日此时不在营业时段内。'],
    [false, reason({ kind: 'date', date: '2027-02-05', note: '春节' }), '因为 2027-02-05（春节） 全天休息。'],
    [false, reason({ kind: 'date', date: '2027-02-04', intervals: ['09:00-12:00'] }), '因为 2027-02-04 只在 09:00-12:00 营业。'],
    [false, reason({}), '因为还没有设置营业时间。'],
  ])('open: %s, %j', (open, why, text) => expect(reasonText(zh, { open, reason: why })).toBe(text));

  it('is in English, too', () => {
    const why = reason({ kind: 'date', date: '2026-12-25', note: 'Christmas', intervals: ['10:00-12:00'] });
    expect(reasonText(en, { open: true, reason: why })).toBe('Because 2026-12-25 (Christmas) is open 10:00-12:00.');
  });
});

describe('consequenceText', () => {
  it.each([
    [true, 'off-hours', 'silentOpen'], [false, 'off-hours', 'answersOffHours'], [true, 'always', 'answersAlways'], [false, 'off', 'silentOff'],
  ] as const)('open: %s, mode %s', (open, mode, key) => expect(consequenceText(en, { open, mode })).toBe(texts.en[key]));
});

describe('timeInZone', () => {
  it('keeps the zone of the schedule', () => expect(timeInZone(zh, '2026-11-30T09:00:00+08:00')).toBe('2026-11-30 周一 09:00'));
});
