import type { LocationQuery } from 'vue-router';
import { isDay, present, startOfDay } from '../../components/query';

const NAMES = ['customer', 'text', 'rule', 'outcome', 'from', 'until'] as const;

/** The filters, as the address of the page has them. Days are like 2026-11-23, the last one included. */
export type ConversationFilter = Record<(typeof NAMES)[number], string>;

export function filterOf(query: LocationQuery): ConversationFilter {
  const filter = Object.fromEntries(
    NAMES.map((name) => [name, typeof query[name] === 'string' ? query[name] : '']),
  ) as ConversationFilter;
  return { ...filter, from: isDay(filter.from) ? filter.from : '', until: isDay(filter.until) ? filter.until : '' };
}

/** The query parameters of the API. */
export function apiQuery(filter: ConversationFilter): Record<string, string> {
  return present({
    ...filter,
    customer: filter.customer.trim(),
    rule: filter.rule.trim(),
    from: filter.from && startOfDay(filter.from),
    until: filter.until && startOfDay(filter.until, 1),
  });
}
