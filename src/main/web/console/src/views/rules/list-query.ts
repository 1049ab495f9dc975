import type { LocationQuery, LocationQueryRaw } from 'vue-router';

export const SIZES = [20, 50, 100, 200];
export const SORTABLE = ['title', 'priority', 'enabled', 'changedAt'] as const;
export type SortField = (typeof SORTABLE)[number];

const DEFAULT_SORT = 'title';

/** What the list of rules shows. It is kept in the address, so it survives edit and back, a reload and a bookmark. */
export interface ListQuery {
  q: string;
  tag: string;
  enabled: '' | 'true' | 'false';
  sort: string;
  page: number;
  size: number;
}

export const EVERYTHING: ListQuery = { q: '', tag: '', enabled: '', sort: DEFAULT_SORT, page: 0, size: SIZES[0]! };

/** Reads the query of an address. What is invalid or missing has its default: people edit addresses. */
export function fromAddress(query: LocationQuery): ListQuery {
  const text = (name: string) => {
    const value = query[name];
    return (Array.isArray(value) ? value[0] : value) ?? '';
  };
  const enabled = text('enabled');
  const size = Number(text('size'));
  const page = Number(text('page'));
  return {
    q: text('q').slice(0, 200),
    tag: text('tag').slice(0, 200),
    enabled: enabled === 'true' || enabled === 'false' ? enabled : '',
    sort: (SORTABLE as readonly string[]).includes(text('sort').replace(/^-/, '')) ? text('sort') : DEFAULT_SORT,
    // The address counts pages from 1, as people do.
    page: Number.isInteger(page) && page > 1 && page <= 1_000_000 ? page - 1 : 0,
    size: SIZES.includes(size) ? size : SIZES[0]!,
  };
}

/** The query for an address, without defaults. */
export function toAddress(query: ListQuery): LocationQueryRaw {
  return {
    q: query.q || undefined,
    tag: query.tag || undefined,
    enabled: query.enabled || undefined,
    sort: query.sort === DEFAULT_SORT ? undefined : query.sort,
    page: query.page === 0 ? undefined : String(query.page + 1),
    size: query.size === SIZES[0] ? undefined : String(query.size),
  };
}

/** The parameters that select rules, for the list and for bulk changes. */
export function filterOf(query: ListQuery): { q?: string; tag?: string; enabled?: boolean } {
  return {
    q: query.q || undefined,
    tag: query.tag || undefined,
    enabled: query.enabled === '' ? undefined : query.enabled === 'true',
  };
}

export const isFiltered = (query: ListQuery): boolean => Boolean(query.q || query.tag || query.enabled);

/** The query after a click on the head of a column: ascending first, then descending. */
export function sortedBy(query: ListQuery, field: SortField): ListQuery {
  return { ...query, sort: query.sort === field ? `-${field}` : field, page: 0 };
}

/** The direction for `aria-sort`. */
export function directionOf(query: ListQuery, field: SortField): 'ascending' | 'descending' | 'none' {
  if (query.sort === field) {
    return 'ascending';
  }
  return query.sort === `-${field}` ? 'descending' : 'none';
}
