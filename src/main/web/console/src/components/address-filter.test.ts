import { describe, expect, it } from 'vitest';
import { apiQuery, filterOf } from './address-filter';

describe('the filter in an address', () => {
  it('is read without what is no day', () => {
    const query = { kind: 'rule', by: ['a', 'b'], from: '2026-11-23', until: 'soon' };
    expect(filterOf(query, ['kind', 'by', 'subject'])).toEqual({
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

  it('becomes parameters of the API without spaces around, and without the page', () => {
    const query = { customer: '10001 ', outcome: 'FALLBACK', from: 'soon', until: '2026-11-30', page: '2' };
    const filter = filterOf(query, ['customer', 'text', 'rule', 'outcome']);
    expect(apiQuery(filter)).toEqual({
      customer: '10001',
      outcome: 'FALLBACK',
      until: new Date(2026, 11, 1).toISOString(),
    });
  });
});
