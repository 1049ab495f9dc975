import { describe, expect, it } from 'vitest';
import { actionInWords, detailsInWords, pageOf } from './entry';

describe('an entry of the audit log', () => {
  it('says what was done in the language of the reader', () => {
    const entry = { kind: 'rule', action: 'disabled' } as const;
    expect([actionInWords(entry, 'zh'), actionInWords(entry, 'en')]).toEqual(['停用了规则', 'disabled the rule']);
  });

  it('shows an action of a newer service as it is', () => {
    expect(actionInWords({ kind: 'rule', action: 'renamed' }, 'zh')).toBe('rule renamed');
  });

  it('translates details, and shows unknown ones as they are', () => {
    const details = { fields: 'answers.variants, colour', version: '37', enabled: 'true', colour: 'red', reason: 'off' };
    expect(detailsInWords(details, 'zh')).toEqual([
      '字段：答案、colour',
      '版本：37',
      '可登录：是',
      'colour：red',
      '原因：off',
    ]);
  });

  it('leaves out a detail without a value', () => {
    expect(detailsInWords({ mode: 'always', reason: '' }, 'en')).toEqual(['mode: always answers']);
  });

  it.each([
    ['rule', 'refund-time', '/rules/refund-time'],
    ['session', '10001', '/conversations?customer=10001'],
    ['order', 'NM1', undefined],
    ['rule', null, undefined],
  ] as const)('links a %s', (kind, subject, page) => {
    expect(pageOf({ kind, subject })).toBe(page);
  });
});
