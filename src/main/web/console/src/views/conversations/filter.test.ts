import { expect, it } from 'vitest';
import { apiQuery, filterOf } from './filter';

it('reads the filter from the address, and includes the last day', () => {
  const filter = filterOf({ customer: '10001 ', outcome: 'FALLBACK', from: 'soon', until: '2026-11-30', page: '2' });
  expect(apiQuery(filter)).toEqual({
    customer: '10001',
    outcome: 'FALLBACK',
    until: new Date(2026, 11, 1).toISOString(),
  });
});
