import { expect, it } from 'vitest';
import { traceInWords } from './trace';

it.each([
  ['has the keywords 退款, 多久', '包含关键词：退款, 多久'],
  ['matches 退.款 in "退个款"', '“退个款”符合正则 退.款'],
  ['is similar to "怎么退款", score 0.61, confidence 0.92', '与例句“怎么退款”相似（得分 0.61，把握 0.92）'],
  ['lower priority', '优先级较低'],
  ['is new', 'is new'],
])('tells %s in Chinese', (sentence, chinese) => {
  expect(traceInWords(sentence, 'zh')).toBe(chinese);
  expect(traceInWords(sentence, 'en')).toBe(sentence);
});
