import { expect, it } from 'vitest';
import { newDraft } from './draft';
import { partInWords, partOf, valueInWords } from './words';

const WORDS = { yes: '是', no: '否', nothing: '（空）', nameOf: (key: string) => `规则 ${key}` };

it.each([
  ['enabled', false, '否'],
  ['after', 'hand_off', '是'],
  ['priority', 7, '7'],
  ['triggers.exact', ['一', '二'], '一\n二'],
  ['triggers.keywords', [{ all: ['退款'], any: ['多久', '几天'], none: ['换货'] }, { any: ['a'] }], '退款 + (多久 / 几天) − (换货)\n(a)'],
  ['answers.variants', [{ zh: '三天', en: 'Three days' }, { image: 'https://a' }], '三天\nThree days\n—\nhttps://a'],
  ['answers.menu', [], '（空）'],
  ['answers.menu', ['a', 'b'], '规则 a\n规则 b'],
  ['validity.from', '2026-12-01T00:00:00Z', '2026-12-01T00:00:00Z'],
  ['tags', null, '（空）'],
  ['future', { a: 1 }, '{"a":1}'],
])('describes the value of %s', (field, value, text) => {
  expect(valueInWords(field, value, WORDS)).toBe(text);
});

it('describes the parts of a draft', () => {
  const draft = { ...newDraft(), from: '2026-12-01T00:00:00Z', title: '' };

  expect(partInWords(draft, 'validity', WORDS)).toBe('2026-12-01T00:00:00Z – …');
  expect(partInWords(draft, 'title', WORDS)).toBe('（空）');
  expect(partOf('answers.menu')).toBe('menu');
  expect(partOf('other')).toBeUndefined();
});
