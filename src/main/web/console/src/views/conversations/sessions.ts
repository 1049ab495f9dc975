import type { Schemas } from '../../api/client';

export type Session = Schemas['Session'];

/** The lists of sessions. */
export const STATES = ['waiting', 'handed_off', 'paused', 'taken_over'] as const;
export type State = (typeof STATES)[number];

export const SORTS = ['waitingSince', '-waitingSince', 'takenOverUntil', '-takenOverUntil'] as const;
export type Sort = (typeof SORTS)[number];

/** The state in an address. */
export const stateOf = (text: unknown): State => STATES.find((state) => state === text) ?? 'waiting';

/** The orders that a list can have, the default first. */
export function sortsOf(state: State): readonly Sort[] {
  const waits = state === 'waiting' || state === 'handed_off';
  return waits ? SORTS.slice(0, 2) : SORTS.slice(2);
}

/** The order in an address. */
export const sortOf = (text: unknown, state: State): Sort =>
  sortsOf(state).find((sort) => sort === text) ?? sortsOf(state)[0]!;
