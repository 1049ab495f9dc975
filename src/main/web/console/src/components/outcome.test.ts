import { describe, expect, it } from 'vitest';
import { format, type Language } from '../i18n';
import { OUTCOMES, outcomeInWords, outcomeLabel } from './outcome';
import texts from './outcome-texts';

const inLanguage = (language: Language) => (key: keyof (typeof texts)['zh'], values = {}) =>
  format(texts[language][key], values);

const nameOf = (key: string) => (key === 'refund-time' ? '退款多久' : key);

describe('the outcome in words', () => {
  it('names the rule that answered', () => {
    expect(outcomeInWords({ outcome: 'ANSWERED', rule: 'refund-time' }, inLanguage('zh'), nameOf)).toEqual([
      '规则“退款多久”回答这条消息。',
    ]);
  });

  it('says why a reply was not sent', () => {
    const reply = { state: 'WITHHELD', reason: 'AGENT_TOOK_OVER', text: 'Hello' } as const;
    expect(outcomeInWords({ outcome: 'ANSWERED', rule: 'hello', reply }, inLanguage('en'), nameOf)).toEqual([
      'The rule “hello” answers this message.',
      'The reply was not sent: an agent was faster.',
    ]);
  });

  it.each(OUTCOMES)('explains %s in both languages', (outcome) => {
    for (const language of ['zh', 'en'] as const) {
      const [why] = outcomeInWords({ outcome }, inLanguage(language), nameOf);
      expect(why).not.toBe(outcome);
      expect(outcomeLabel(outcome, inLanguage(language))).not.toBe(outcome);
    }
  });
});
