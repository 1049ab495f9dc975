import { expect, it } from 'vitest';
import { inWords } from './messages';

it.each([
  ['must have no more than 200 characters', '最多 200 个字'],
  ['is a question of rule refund-time too: this rule never answers it', '规则“refund-time”也有这个问题，本规则永远不会回答它'],
  ['is almost the same as "怎么退货" of rule returns', '与规则“returns”的“怎么退货”几乎相同'],
  ['must not begin or end with a space: write \\s for one', '首尾不能有空格，需要空格时写 \\s'],
  ['is something new', 'is something new'],
])('translates %s', (message, chinese) => {
  expect(inWords(message, 'zh')).toBe(chinese);
  expect(inWords(message, 'en')).toBe(message);
});
