import type { Schemas } from '../../api/client';

export type RuleForm = Schemas['RuleForm'];

/** The words of a keyword trigger. */
export interface KeywordsDraft {
  all: string[];
  any: string[];
  none: string[];
}

/** An answer: a text in one or two languages, or an image. What the other kind has is kept while one switches. */
export interface VariantDraft {
  kind: 'text' | 'image';
  zh: string;
  en: string;
  image: string;
}

/** A rule as the editor holds it: every field has a value. Questions and patterns are texts with one on each line. */
export interface Draft {
  key: string;
  title: string;
  enabled: boolean;
  priority: number;
  exact: string;
  examples: string;
  keywords: KeywordsDraft[];
  regexes: string;
  variants: VariantDraft[];
  menu: string[];
  /** ISO 8601, or empty. */
  from: string;
  until: string;
  scope: number[];
  tags: string[];
  handOff: boolean;
}

export const emptyKeywords = (): KeywordsDraft => ({ all: [], any: [], none: [] });
export const emptyVariant = (): VariantDraft => ({ kind: 'text', zh: '', en: '', image: '' });

/** A new rule, which may begin with a question that a customer asked. */
export function newDraft(question = ''): Draft {
  const text = question.trim().replace(/\s+/g, ' ').slice(0, 200);
  return {
    key: '',
    title: text.slice(0, 100),
    enabled: true,
    priority: 0,
    exact: '',
    examples: text,
    keywords: [],
    regexes: '',
    variants: [emptyVariant()],
    menu: [],
    from: '',
    until: '',
    scope: [],
    tags: [],
    handOff: false,
  };
}

export function toDraft(rule: RuleForm): Draft {
  return {
    key: rule.key ?? '',
    title: rule.title ?? '',
    enabled: rule.enabled ?? true,
    priority: rule.priority ?? 0,
    exact: lines(rule.triggers?.exact),
    examples: lines(rule.triggers?.examples),
    keywords: (rule.triggers?.keywords ?? []).map(({ all = [], any = [], none = [] }) => ({
      all: [...all],
      any: [...any],
      none: [...none],
    })),
    regexes: lines(rule.triggers?.regexes),
    variants: (rule.answers?.variants ?? []).map(({ zh, en, image }) => ({
      kind: image ? 'image' : 'text',
      zh: zh ?? '',
      en: en ?? '',
      image: image ?? '',
    })),
    menu: [...(rule.answers?.menu ?? [])],
    from: rule.validity?.from ?? '',
    until: rule.validity?.until ?? '',
    scope: [...(rule.scope ?? [])],
    tags: [...(rule.tags ?? [])],
    handOff: rule.after === 'hand_off',
  };
}

/** The rule that a draft means. Empty lines and empty keyword triggers are no triggers. */
export function toRule(draft: Draft): RuleForm {
  return {
    key: draft.key.trim(),
    title: draft.title.trim(),
    enabled: draft.enabled,
    priority: draft.priority,
    triggers: {
      exact: entries(draft.exact),
      keywords: draft.keywords
        .filter(({ all, any, none }) => all.length + any.length + none.length > 0)
        .map(({ all, any, none }) => ({ all: [...all], any: [...any], none: [...none] })),
      regexes: entries(draft.regexes),
      examples: entries(draft.examples),
    },
    answers: { variants: draft.variants.map(toVariant), menu: [...draft.menu] },
    validity: { ...(draft.from && { from: draft.from }), ...(draft.until && { until: draft.until }) },
    scope: [...draft.scope],
    tags: [...draft.tags],
    after: draft.handOff ? 'hand_off' : 'nothing',
  };
}

function toVariant({ kind, zh, en, image }: VariantDraft): Schemas['VariantForm'] {
  return kind === 'image' ? { image: image.trim() } : { ...(zh.trim() && { zh }), ...(en.trim() && { en }) };
}

/** Whether both mean the same rule. */
export const isSame = (one: Draft, other: Draft): boolean => JSON.stringify(toRule(one)) === JSON.stringify(toRule(other));

/** A copy to be saved as a new rule. It is disabled, so that it does not compete with the original before it is changed. */
export function cloneOf(rule: RuleForm, title: string): Draft {
  return { ...toDraft(rule), key: '', title: title.slice(0, 100), enabled: false };
}

/** The entries of a text with one on each line. */
export function entries(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

const lines = (texts: string[] = []): string => texts.join('\n');

/** A key for a new rule: the Latin words of its title if they suffice, else a random one, because keys are ASCII. */
export function keyFor(title: string, random: () => number = Math.random): string {
  const words = title.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const onlyLatin = !/[^\x20-\x7e]/.test(title);
  const readable = words.join('-').slice(0, 56).replace(/-$/, '');
  const suffix = Math.floor(random() * 36 ** 6)
    .toString(36)
    .padStart(6, '0');
  return onlyLatin && readable.length >= 3 ? readable : `rule-${suffix}`;
}

/** The entry that a problem of the API is about, such as `triggers.exact[2]`; empty if it is about the whole field. */
export function entryOf(rule: RuleForm, field: string): string {
  const list = /^triggers\.(exact|examples|regexes)\[(\d+)\]$/.exec(field);
  if (list) {
    return rule.triggers?.[list[1] as 'exact' | 'examples' | 'regexes']?.[Number(list[2])] ?? '';
  }
  const word = /^triggers\.keywords\[(\d+)\]\.(all|any|none)\[(\d+)\]$/.exec(field);
  if (word) {
    return rule.triggers?.keywords?.[Number(word[1])]?.[word[2] as keyof KeywordsDraft]?.[Number(word[3])] ?? '';
  }
  const entry = /^answers\.menu\[(\d+)\]$/.exec(field);
  if (entry) {
    return rule.answers?.menu?.[Number(entry[1])] ?? '';
  }
  const tag = /^tags\[(\d+)\]$/.exec(field);
  return tag ? (rule.tags?.[Number(tag[1])] ?? '') : '';
}

/** Whether a problem with `field` belongs to the part `path` of a rule. */
export const concerns = (field: string, path: string): boolean =>
  field === path || field.startsWith(`${path}.`) || field.startsWith(`${path}[`);
