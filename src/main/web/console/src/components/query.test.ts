import { expect, it } from 'vitest';
import { isDay, present, startOfDay } from './query';

it.each([
  ['2026-11-23', true],
  ['2026-11-31x', false],
  ['2026-13-01', false],
  ['', false],
])('knows whether %s is a day', (text, expected) => {
  expect(isDay(text)).toBe(expected);
});

it('leaves out what is empty', () => {
  expect(present({ kind: ' ', by: 'admin' })).toEqual({ by: 'admin' });
});

it('counts days across the end of a month', () => {
  expect(startOfDay('2026-11-30', 1)).toBe(new Date(2026, 11, 1).toISOString());
});
