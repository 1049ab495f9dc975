import { describe, expect, it } from 'vitest';
import { newDraft, type Draft } from './draft';
import { differences, merge } from './merge';

const BASE: Draft = { ...newDraft('问题'), key: 'rule', exact: '一\n二', tags: ['a'] };

describe('two changes of a rule', () => {
  it('do not differ if both did the same', () => {
    expect(differences(BASE, { ...BASE, title: '新' }, { ...BASE, title: '新' })).toEqual([]);
  });

  it('take what each has changed', () => {
    const mine = { ...BASE, title: '我的' };
    const theirs = { ...BASE, priority: 9 };

    const found = differences(BASE, mine, theirs);

    expect(found).toEqual([
      { part: 'title', conflict: false, side: 'mine', canTakeBoth: false },
      { part: 'priority', conflict: false, side: 'theirs', canTakeBoth: false },
    ]);
    expect(merge(mine, theirs, found)).toEqual({ ...BASE, title: '我的', priority: 9 });
  });

  it('conflict where both have changed the same part', () => {
    const mine = { ...BASE, from: '2026-12-01T00:00:00Z' };
    const theirs = { ...BASE, until: '2026-12-31T00:00:00Z' };

    const found = differences(BASE, mine, theirs);

    expect(found).toEqual([{ part: 'validity', conflict: true, side: 'mine', canTakeBoth: false }]);
    expect(merge(mine, theirs, [{ part: 'validity', side: 'theirs' }])).toEqual(theirs);
  });

  it('can take the entries of both', () => {
    const mine = { ...BASE, exact: '一\n二\n三', tags: ['a', 'b'] };
    const theirs = { ...BASE, exact: '二\n四', tags: ['c'] };

    const found = differences(BASE, mine, theirs);
    const merged = merge(mine, theirs, found.map(({ part }) => ({ part, side: 'both' as const })));

    expect(found.every(({ conflict, canTakeBoth }) => conflict && canTakeBoth)).toBe(true);
    expect([merged.exact, merged.tags]).toEqual(['二\n四\n一\n三', ['c', 'a', 'b']]);
  });

  it('are left as they are', () => {
    const mine = { ...BASE, tags: ['a', 'b'] };
    const theirs = { ...BASE, tags: ['c'] };

    merge(mine, theirs, [{ part: 'tags', side: 'both' }]).tags.push('d');

    expect([mine.tags, theirs.tags]).toEqual([['a', 'b'], ['c']]);
  });

  it('do not differ in empty lines', () => {
    expect(differences(BASE, { ...BASE, exact: '一\n\n二\n' }, BASE)).toEqual([]);
  });
});
