import { toDraft, type Draft, type RuleForm } from './draft';
import type { Part } from './merge';

/** The fields of a stored rule, as changes name them, with the parts that the editor has. */
const PART_OF_FIELD: Record<string, Part | 'key'> = {
  key: 'key',
  title: 'title',
  enabled: 'enabled',
  priority: 'priority',
  'triggers.exact': 'exact',
  'triggers.examples': 'examples',
  'triggers.keywords': 'keywords',
  'triggers.regexes': 'regexes',
  'answers.variants': 'variants',
  'answers.menu': 'menu',
  'validity.from': 'validity',
  'validity.until': 'validity',
  validity: 'validity',
  scope: 'scope',
  tags: 'tags',
  after: 'handOff',
};

/** The part of the editor that a changed field belongs to; undefined for one that it does not know. */
export const partOf = (field: string): Part | 'key' | undefined => PART_OF_FIELD[field];

/** The words for values that are no text, and the names of rules by their keys. */
export interface Words {
  yes: string;
  no: string;
  nothing: string;
  nameOf: (key: string) => string;
}

/** A part of a rule as text, one entry on each line. */
export function partInWords(draft: Draft, part: Part, words: Words): string {
  switch (part) {
    case 'enabled':
    case 'handOff':
      return draft[part] ? words.yes : words.no;
    case 'keywords':
      return draft.keywords.map(({ all, any, none }) => keywordsInWords(all, any, none)).join('\n') || words.nothing;
    case 'variants':
      return (
        draft.variants
          .map(({ kind, zh, en, image }) => (kind === 'image' ? image : [zh, en].filter((text) => text.trim()).join('\n')))
          .join('\n—\n') || words.nothing
      );
    case 'validity':
      return draft.from || draft.until ? `${draft.from || '…'} – ${draft.until || '…'}` : words.nothing;
    case 'menu':
      return draft.menu.map(words.nameOf).join('\n') || words.nothing;
    case 'tags':
    case 'scope':
      return draft[part].join('\n') || words.nothing;
    default:
      return String(draft[part]) || words.nothing;
  }
}

function keywordsInWords(all: string[], any: string[], none: string[]): string {
  return [all.join(' + '), any.length ? `(${any.join(' / ')})` : '', none.length ? `− (${none.join(' / ')})` : '']
    .filter(Boolean)
    .join(' + ')
    .replace('+ −', '−');
}

/** A value of a change as text, by the field that has changed. */
export function valueInWords(field: string, value: unknown, words: Words): string {
  const part = partOf(field);
  if (value === null || value === undefined) {
    return words.nothing;
  }
  if (!part || part === 'key') {
    return typeof value === 'string' ? value : JSON.stringify(value);
  }
  if (part === 'validity') {
    return typeof value === 'string' ? value : JSON.stringify(value);
  }
  const form = field.split('.').reduceRight<unknown>((inner, name) => ({ [name]: inner }), value) as RuleForm;
  return partInWords(toDraft(form), part, words);
}
