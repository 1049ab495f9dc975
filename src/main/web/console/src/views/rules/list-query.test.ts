import { describe, expect, it } from 'vitest';
import type { LocationQuery } from 'vue-router';
import { directionOf, EVERYTHING, filterOf, fromAddress, sortedBy, toAddress } from './list-query';

describe('the query of the list', () => {
  it('survives the address', () => {
    const query = { q: '退款', tag: '售后', enabled: 'false' as const, sort: '-changedAt', page: 2, size: 50 };

    const address = toAddress(query);

    expect(address).toEqual({ q: '退款', tag: '售后', enabled: 'false', sort: '-changedAt', page: '3', size: '50' });
    expect(fromAddress(address as Record<string, string>)).toEqual(query);
  });

  it('leaves defaults out of the address', () => {
    expect(toAddress(EVERYTHING)).toEqual({});
    expect(fromAddress({})).toEqual(EVERYTHING);
  });

  it.each<LocationQuery>([
    { enabled: 'maybe' },
    { sort: 'answers' },
    { page: '-1' },
    { page: '0' },
    { page: '1.5' },
    { page: 'x' },
    { size: '7' },
    { q: null },
    { tag: [] },
  ])('takes the default for %j', (address) => {
    expect(fromAddress(address)).toEqual(EVERYTHING);
  });

  it('selects for bulk changes what the list shows, on all pages', () => {
    expect(filterOf({ ...EVERYTHING, q: 'a', enabled: 'true', page: 3 })).toEqual({ q: 'a', enabled: true });
  });

  it('turns the direction with the second click and returns to the first page', () => {
    const once = sortedBy({ ...EVERYTHING, page: 4 }, 'priority');
    const twice = sortedBy(once, 'priority');

    expect([once.sort, once.page, twice.sort]).toEqual(['priority', 0, '-priority']);
    expect([directionOf(once, 'priority'), directionOf(twice, 'priority'), directionOf(once, 'title')]).toEqual([
      'ascending',
      'descending',
      'none',
    ]);
  });
});
