import { describe, expect, it } from 'vitest';
import { format, type Language } from '../i18n';
import { evidenceInWords, orderInWords, resultInWords, verdictInWords } from './trace';
import texts from './trace-texts';

const inLanguage = (language: Language) => (key: keyof (typeof texts)['zh'], values = {}) =>
  format(texts[language][key], values);
const zh = inLanguage('zh');
const en = inLanguage('en');

describe('the trace in words', () => {
  it.each([
    ['is number 2 of the menu', '顾客选择了菜单第 2 项'],
    ['is the question "退款 "多久""', '与问题“退款 "多久"”完全一致'],
    ['has the keywords 退款, 多久', '包含关键词：退款, 多久'],
    ['matches 退.{0,4}款 in "退一下款"', '“退一下款”符合正则表达式 退.{0,4}款'],
    ['is similar to "钱几天能退", score 0.61, confidence 0.87', '与“钱几天能退”相似（相似度 0.61，把握 0.87）'],
    ['was guessed', 'was guessed'],
  ])('says why a rule matches: %s', (because, expected) => {
    expect(evidenceInWords(because, zh)).toBe(expected);
  });

  it.each([
    ['won', '用它回答'],
    ['lower priority', '优先级较低'],
    ['no longer valid', '已失效'],
    ['unheard of', 'unheard of'],
  ])('says what became of a rule: %s', (verdict, expected) => {
    expect(verdictInWords(verdict, zh)).toBe(expected);
  });

  it.each([
    ['no rule fits', 'No rule fits'],
    ['answered by refund-time', 'Answered by “Refund”'],
    ['suggested 1 rules', '1 rule was suggested'],
    ['suggested 3 rules', '3 rules were suggested'],
    ['suggested refund-time, refund-how', 'Suggested: “Refund”, “refund-how”'],
  ])('says what the rules gave: %s', (result, expected) => {
    const nameOf = (key: string) => ({ 'refund-time': 'Refund' })[key] ?? key;
    expect(resultInWords(result, en, nameOf)).toBe(expected);
  });

  it.each([
    ['none: the customer has no order', ['该顾客没有订单']],
    ['the latest: NM1; numbers in the text that name no order: phone', ['顾客最近的订单：NM1', '消息中的其他号码不是订单号（phone）']],
    [
      'named in the text: NM1, NM2 by its tracking number; the text also has a number of no order of this customer',
      ['顾客在消息中提到的订单：NM1, NM2（按快递单号）', '消息中还有一个号码不属于该顾客的任何订单'],
    ],
  ])('says which order is meant: %s', (order, expected) => {
    expect(orderInWords(order, zh)).toEqual(expected);
  });
});
