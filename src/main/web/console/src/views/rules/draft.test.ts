import { describe, expect, it } from 'vitest';
import { cloneOf, concerns, entries, entryOf, isSame, keyFor, newDraft, toDraft, toRule, type RuleForm } from './draft';

const RULE: RuleForm = {
  key: 'refund-time',
  title: '退款多久到账',
  enabled: true,
  priority: 5,
  triggers: {
    exact: ['退款多久'],
    keywords: [{ all: ['退款'], any: ['多久', '几天'], none: [] }],
    regexes: ['退.{0,4}款'],
    examples: ['退款什么时候到账', 'How long does a refund take?'],
  },
  answers: { variants: [{ zh: '三天', en: 'Three days' }, { image: 'https://shop.example/a.png' }], menu: ['returns'] },
  validity: { from: '2026-12-01T00:00:00Z' },
  scope: [20],
  tags: ['售后'],
  after: 'hand_off',
};

describe('a draft', () => {
  it('keeps every part of a rule', () => {
    expect(toRule(toDraft(RULE))).toEqual(RULE);
  });

  it('has a value for every field of a rule that has none', () => {
    expect(toDraft({})).toEqual({ ...newDraft(), variants: [] });
  });

  it('drops empty lines, empty keyword triggers and the text of an answer that is an image', () => {
    const draft = newDraft();
    draft.exact = ' 一 \n\n二\n ';
    draft.keywords = [
      { all: [], any: [], none: [] },
      { all: ['退'], any: [], none: [] },
    ];
    draft.variants = [{ kind: 'image', zh: 'kept for switching back', en: '', image: ' https://shop.example/a.png ' }];

    const rule = toRule(draft);

    expect(rule.triggers?.exact).toEqual(['一', '二']);
    expect(rule.triggers?.keywords).toEqual([{ all: ['退'], any: [], none: [] }]);
    expect(rule.answers?.variants).toEqual([{ image: 'https://shop.example/a.png' }]);
  });

  it('is the same if it means the same rule', () => {
    const draft = toDraft(RULE);

    expect(isSame(draft, { ...draft, exact: `\n${draft.exact} \n` })).toBe(true);
    expect(isSame(draft, { ...draft, handOff: false })).toBe(false);
  });

  it('begins with the question of a customer', () => {
    const draft = newDraft('  能开\n发票吗 ');

    expect([draft.title, draft.examples]).toEqual(['能开 发票吗', '能开 发票吗']);
  });

  it('is cloned disabled and without its key', () => {
    const clone = cloneOf(RULE, '退款（副本）');

    expect([clone.key, clone.title, clone.enabled, clone.priority]).toEqual(['', '退款（副本）', false, 5]);
  });

  it.each([
    ['Refund time?', 'refund-time'],
    ['退款 VIP', 'rule-i00000'],
    ['?', 'rule-i00000'],
    ['x'.repeat(80), 'x'.repeat(56)],
  ])('gets a key for the title %s', (title, key) => {
    expect(keyFor(title, () => 0.5)).toBe(key);
  });
});

describe('a problem of the API', () => {
  it.each([
    ['triggers.exact[0]', '退款多久'],
    ['triggers.keywords[0].any[1]', '几天'],
    ['answers.menu[0]', 'returns'],
    ['tags[0]', '售后'],
    ['triggers.exact[7]', ''],
    ['title', ''],
  ])('at %s is about the entry %s', (field, entry) => {
    expect(entryOf(RULE, field)).toBe(entry);
  });

  it.each([
    ['triggers.exact[0]', 'triggers.exact', true],
    ['validity.until', 'validity', true],
    ['triggers.exactly', 'triggers.exact', false],
    ['triggers', 'triggers.exact', false],
  ])('at %s concerns %s: %s', (field, path, expected) => {
    expect(concerns(field, path)).toBe(expected);
  });
});

describe('the entries of a text', () => {
  it('are its lines', () => {
    expect(entries('a\r\n b\n\n')).toEqual(['a', 'b']);
  });
});
