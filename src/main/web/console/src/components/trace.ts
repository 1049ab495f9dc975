import type { Values } from '../i18n';
import type texts from './trace-texts';

type Key = keyof (typeof texts)['zh'];
type Translate = (key: Key, values?: Values) => string;

/** An English text of the API, with groups named like the values of the translation. */
type Pattern = [RegExp, Key];

const EVIDENCE: Pattern[] = [
  [/^is number (?<number>\d+) of the menu$/, 'menu'],
  [/^is the question "(?<question>.*)"$/s, 'exact'],
  [/^has the keywords (?<words>.*)$/s, 'keywords'],
  [/^matches (?<pattern>.*) in "(?<matched>.*)"$/s, 'regex'],
  [/^is similar to "(?<example>.*)", score (?<score>[\d.]+), confidence (?<confidence>[\d.]+)$/s, 'similar'],
];

const VERDICTS: Pattern[] = [
  [/^won$/, 'won'],
  [/^suggested, not certain enough to answer$/, 'suggested'],
  [/^not similar enough$/, 'notSimilar'],
  [/^the customer chose another rule from the menu$/, 'chosenFromMenu'],
  [/^another rule has exactly this question$/, 'exactElsewhere'],
  [/^keywords and patterns win over similarity$/, 'overSimilarity'],
  [/^lower priority$/, 'lowerPriority'],
  [/^tied, and its key sorts later$/, 'tied'],
  [/^less similar$/, 'lessSimilar'],
  [/^less specific$/, 'lessSpecific'],
  [/^does not apply to this business type$/, 'outOfScope'],
  [/^not yet valid$/, 'notYetValid'],
  [/^no longer valid$/, 'expired'],
];

const RESULTS: Pattern[] = [
  [/^no rule fits$/, 'noRule'],
  [/^answered by (?<rules>.*)$/, 'answeredBy'],
  [/^suggested (?<n>\d+) rules$/, 'suggestedSome'],
  [/^suggested (?<rules>.*)$/, 'suggestedRules'],
];

const ORDERS: Pattern[] = [
  [/^named in the text: (?<orders>.*)$/, 'orderNamed'],
  [/^attached to the message: (?<orders>.*)$/, 'orderAttached'],
  [/^the latest: (?<orders>.*)$/, 'orderLatest'],
  [/^none: the customer has no order$/, 'noOrder'],
  [/^none: the text has a number of no order of this customer$/, 'orderUnknown'],
  [/^none: the attached number is of no order of this customer$/, 'attachedUnknown'],
  [/^the text also has a number of no order of this customer$/, 'orderAlsoUnknown'],
  [/^numbers in the text that name no order: (?<kinds>.*)$/, 'orderOtherNumbers'],
];

/** A text that is not known, because the service is newer, stays in English. */
function translate(text: string, patterns: Pattern[], t: Translate, change = (values: Values): Values => values): string {
  for (const [pattern, key] of patterns) {
    const match = pattern.exec(text);
    if (match) {
      return t(key, change({ ...match.groups }));
    }
  }
  return text;
}

/** Why a rule matches. */
export const evidenceInWords = (because: string, t: Translate): string => translate(because, EVIDENCE, t);

/** Whether a rule that matches won, or why it lost. */
export const verdictInWords = (verdict: string, t: Translate): string => translate(verdict, VERDICTS, t);

/**
 * What the rules gave together.
 *
 * @param nameOf the name of a rule, by its key
 */
export const resultInWords = (result: string, t: Translate, nameOf: (key: string) => string): string =>
  translate(result, RESULTS, t, ({ n, rules }) => ({
    ...(n !== undefined && { n: Number(n) }),
    ...(rules !== undefined && { rules: String(rules).split(', ').map((key) => `“${nameOf(key)}”`).join(', ') }),
  }));

/** Which orders the answer is about, and why: one sentence or two. */
export function orderInWords(order: string, t: Translate): string[] {
  return order
    .replace(/([^ ,]+) by its tracking number/g, (_whole, number: string) => t('byTracking', { order: number }))
    .split('; ')
    .map((part) => translate(part, ORDERS, t));
}
