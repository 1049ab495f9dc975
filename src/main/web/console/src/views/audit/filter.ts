import type { LocationQuery } from 'vue-router';
import { isDay, present, startOfDay } from '../../components/query';

const NAMES = ['kind', 'by', 'subject', 'from', 'until'] as const;

/** The filters, as the address of the page has them. Days are like 2026-11-23, the last one included. */
export type AuditFilter = Record<(typeof NAMES)[number], string>;

export function filterOf(query: LocationQuery): AuditFilter {
  const filter = Object.fromEntries(
    NAMES.map((name) => [name, typeof query[name] === 'string' ? query[name] : '']),
  ) as AuditFilter;
  return { ...filter, from: isDay(filter.from) ? filter.from : '', until: isDay(filter.until) ? filter.until : '' };
}

/** The query parameters of the API. */
export function apiQuery(filter: AuditFilter): Record<string, string> {
  return present({
    ...filter,
    by: filter.by.trim(),
    subject: filter.subject.trim(),
    from: filter.from && startOfDay(filter.from),
    until: filter.until && startOfDay(filter.until, 1),
  });
}
