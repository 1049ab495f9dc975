import { expect, it } from 'vitest';
import { firstDay, periodOf } from './period';

it.each([
  ['7', 7],
  ['90', 90],
  ['8', 30],
  [undefined, 30],
])('reads the period from the address: %s', (query, days) => {
  expect(periodOf(query)).toBe(days);
});

it.each([
  [7, '2026-02-27'],
  [30, '2026-02-04'],
])('counts today as one of %i days', (days, first) => {
  expect(firstDay(days, new Date(2026, 2, 5, 23, 30))).toBe(first);
});
