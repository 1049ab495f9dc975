import { describe, expect, it } from 'vitest';
import { apiQuery, filterOf } from './filter';

describe('the filter of the audit log', () => {
  it('is read from the address, without what is no day', () => {
    expect(filterOf({ kind: 'rule', by: ['a', 'b'], from: '2026-11-23', until: 'soon' })).toEqual({
      kind: 'rule',
      by: '',
      subject: '',
      from: '2026-11-23',
      until: '',
    });
  });

  it('includes the last day', () => {
    const query = apiQuery({ kind: '', by: ' ', subject: '', from: '2026-11-30', until: '2026-11-30' });
    expect(query).toEqual({
      from: new Date(2026, 10, 30).toISOString(),
      until: new Date(2026, 11, 1).toISOString(),
    });
  });
});
