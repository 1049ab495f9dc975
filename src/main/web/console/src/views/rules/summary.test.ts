import { expect, it } from 'vitest';
import { answerOf, triggersOf } from './summary';

it('sums up the triggers of a rule in one line', () => {
  const triggers = {
    exact: ['怎么退货'],
    examples: ['能退吗'],
    keywords: [{ all: ['退款'], any: ['多久', '几天'] }],
    regexes: ['退.款', '换.货'],
  };

  expect(triggersOf({ triggers })).toBe('怎么退货 · 能退吗 · 退款 + 多久/几天 · +2');
  expect(triggersOf({})).toBe('');
});

it('sums up the answer of a rule in one line', () => {
  expect(answerOf({ answers: { variants: [{ image: 'https://a' }, { en: 'Three\n days' }] } })).toBe('Three days');
  expect(answerOf({})).toBe('');
});
