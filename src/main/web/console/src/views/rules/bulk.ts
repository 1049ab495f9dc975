import type { Schemas } from '../../api/client';

export type BulkAction = Schemas['BulkChange']['action'];

/** The rules that a bulk change is for: all that a filter finds, or some of them. */
export interface Selection {
  filter: { q?: string; tag?: string; enabled?: boolean };
  keys?: string[];
}

export const needsTag = (action: BulkAction): boolean => action === 'TAG' || action === 'UNTAG';
