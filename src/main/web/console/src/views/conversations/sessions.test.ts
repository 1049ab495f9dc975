import { describe, expect, it } from 'vitest';
import { sortOf, stateOf } from './sessions';

describe('a list of sessions', () => {
  it.each([
    ['paused', 'paused'],
    ['busy', 'waiting'],
    [undefined, 'waiting'],
  ])('has the state in the address: %s', (text, state) => {
    expect(stateOf(text)).toBe(state);
  });

  it.each([
    ['waiting', undefined, 'waitingSince'],
    ['waiting', '-waitingSince', '-waitingSince'],
    ['waiting', 'takenOverUntil', 'waitingSince'],
    ['paused', 'waitingSince', 'takenOverUntil'],
  ] as const)('that are %s has an order that fits: %s', (state, text, sort) => {
    expect(sortOf(text, state)).toBe(sort);
  });
});
