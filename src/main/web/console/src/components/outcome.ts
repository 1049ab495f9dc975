import type { Schemas } from '../api/client';
import type { Values } from '../i18n';
import texts from './outcome-texts';

type Key = keyof (typeof texts)['zh'];
type Translate = (key: Key, values?: Values) => string;
export type Exchange = Schemas['Exchange'];

/** In the order of the filter: what customers noticed first. */
export const OUTCOMES = [
  'ANSWERED',
  'SUGGESTED',
  'NOTICE',
  'FALLBACK',
  'IMAGE_FALLBACK',
  'COOLDOWN',
  'AGENT_MESSAGE',
  'OPENING_HOURS',
  'TAKEN_OVER',
  'HANDED_OFF',
  'SUPERSEDED',
  'REPEATED',
  'BUDGET_EXHAUSTED',
  'STALE',
  'MODE_OFF',
  'NOT_A_MESSAGE',
  'FAILED',
] as const satisfies readonly Schemas['Outcome'][];

const has = (key: string): key is Key => key in texts.zh;

/** The label of an outcome. One of a newer service is shown by its name. */
export const outcomeLabel = (outcome: string, t: Translate): string => (has(outcome) ? t(outcome) : outcome);

/** The colour of the label. */
export function outcomeType(outcome: string): 'success' | 'warning' | 'danger' | 'info' {
  switch (outcome) {
    case 'ANSWERED':
      return 'success';
    case 'SUGGESTED':
    case 'NOTICE':
    case 'FALLBACK':
      return 'warning';
    case 'FAILED':
      return 'danger';
    default:
      return 'info';
  }
}

/**
 * What happens to a message, in one sentence or two.
 *
 * @param nameOf the name of a rule, by its key
 */
export function outcomeInWords(
  exchange: Pick<Exchange, 'outcome' | 'rule' | 'reply'>,
  t: Translate,
  nameOf: (key: string) => string,
): string[] {
  const why = `why.${exchange.outcome}`;
  const withheld = `withheld.${exchange.reply?.reason}`;
  return [
    has(why) ? t(why, { rule: nameOf(exchange.rule ?? '') }) : exchange.outcome,
    ...(exchange.reply?.state === 'WITHHELD' ? [has(withheld) ? t(withheld) : String(exchange.reply.reason)] : []),
  ];
}
