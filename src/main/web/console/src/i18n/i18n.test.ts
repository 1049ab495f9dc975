import { describe, expect, test } from 'vitest';
import { format, setLanguage, useTexts, type Texts } from '.';

describe('format', () => {
  test.each([
    ['{n} rule|{n} rules', { n: 1 }, '1 rule'],
    ['{n} rule|{n} rules', { n: 0 }, '0 rules'],
    ['第 {page} 页', { page: 3 }, '第 3 页'],
    ['a|b', {}, 'a|b'],
    ['{unknown}', {}, '{unknown}'],
  ])('of %j with %j', (text, values, expected) => {
    expect(format(text, values)).toBe(expected);
  });
});

test('texts follow the language', () => {
  const texts = { zh: { hello: '您好' }, en: { hello: 'Hello' } } satisfies Texts;
  const t = useTexts(texts);
  setLanguage('en');
  expect(t('hello')).toBe('Hello');
  setLanguage('zh');
  expect(t('hello')).toBe('您好');
  expect(localStorage.getItem('nightdesk.language')).toBe('zh');
});
