import { describe, expect, it } from 'vitest';
import { bars } from './chart';
import { warnings } from './warnings';

describe('bars', () => {
  it('counts the messages that needed an answer', () => {
    const [bar] = bars([
      {
        day: '2026-11-27',
        outcomes: { ANSWERED: 83, SUGGESTED: 10, NOTICE: 4, COOLDOWN: 3, IN_HOURS: 500 },
        answeredShare: 0.83,
        unansweredShare: 0.07,
      },
    ]);
    expect(bar).toEqual({ day: '2026-11-27', answered: 83, total: 100, percent: 83 });
  });

  it('has no percentage on a day without messages', () => {
    expect(bars([{ day: '2026-11-28', outcomes: { IN_HOURS: 2 } }])).toEqual([
      { day: '2026-11-28', answered: 0, total: 0, percent: undefined },
    ]);
  });
});

describe('warnings', () => {
  const now = new Date('2026-11-28T12:00:00Z');
  const well = { state: 'receiving', caughtUpAt: '2026-11-28T11:59:59Z', pendingReplies: 0, oldestPendingSince: null } as const;
  const problem = (status: number) => ({ status, title: '', detail: '', violations: [] });

  it('has none when all is well', () => {
    expect(warnings(well, undefined, 0, now)).toEqual([]);
  });

  it('tells an unavailable database from an unreachable service', () => {
    expect(warnings(undefined, problem(503), 0, now)).toEqual([{ kind: 'databaseDown' }]);
    expect(warnings(undefined, problem(0), 0, now)).toEqual([{ kind: 'unreachable' }]);
  });

  it('warns of replies that are pending for more than a minute', () => {
    const pending = (since: string) => ({ ...well, pendingReplies: 3, oldestPendingSince: since });
    expect(warnings(pending('2026-11-28T11:59:00Z'), undefined, 0, now)).toEqual([]);
    expect(warnings(pending('2026-11-28T11:54:59Z'), undefined, 0, now)).toEqual([{ kind: 'pending', n: 3, minutes: 5 }]);
  });

  it('names the worst first', () => {
    expect(warnings({ ...well, state: 'behind' }, undefined, 2, now)).toEqual([
      { kind: 'behind', since: '2026-11-28T11:59:59Z' },
      { kind: 'ruleProblems', n: 2 },
    ]);
  });
});
