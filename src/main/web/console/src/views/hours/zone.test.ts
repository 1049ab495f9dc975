import { describe, expect, it } from 'vitest';
import { instantIn, localIn } from './zone';

describe('instantIn', () => {
  it.each([
    ['Asia/Shanghai', '2026-11-28T20:00', '2026-11-28T12:00:00.000Z'],
    ['UTC', '2026-11-28T20:00', '2026-11-28T20:00:00.000Z'],
    ['Europe/Berlin', '2026-07-01T08:00', '2026-07-01T06:00:00.000Z'],
    ['Europe/Berlin', '2026-10-25T04:00', '2026-10-25T03:00:00.000Z'],
    ['America/New_York', '2026-03-08T03:00', '2026-03-08T07:00:00.000Z'],
  ])('in %s at %s', (zone, local, instant) => {
    expect(instantIn(zone, local)).toBe(instant);
    expect(localIn(zone, new Date(instant))).toBe(local);
  });
});
