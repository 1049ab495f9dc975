import { shallowReactive } from 'vue';
import { api } from '../api/client';

/** The most that the API takes at once. */
const MAX_KEYS = 50;

const KEY = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** The titles of rules by their keys, as far as they were needed. */
const titles = shallowReactive(new Map<string, string>());
const asked = new Set<string>();
let wanted = new Set<string>();

/** The title of a rule. Until it is known, and for a key without a rule, the key. */
export function titleOf(key: string): string {
  if (KEY.test(key) && !asked.has(key)) {
    asked.add(key);
    if (wanted.size === 0) {
      queueMicrotask(load);
    }
    wanted.add(key);
  }
  return titles.get(key) ?? key;
}

/** The titles of several rules, as a list in a sentence. */
export const titlesOf = (keys: readonly string[]): string => keys.map((key) => `“${titleOf(key)}”`).join(', ');

/** Remembers the title of a rule that was read or saved. */
export function learnTitle(key: string, title: string): void {
  asked.add(key);
  titles.set(key, title || key);
}

/** Reads the titles that everything on the page has asked for. */
async function load(): Promise<void> {
  const keys = [...wanted];
  wanted = new Set();
  for (let start = 0; start < keys.length; start += MAX_KEYS) {
    const some = keys.slice(start, start + MAX_KEYS);
    const { data } = await api.GET('/api/v1/rules/titles', { params: { query: { key: some } } });
    if (data) {
      data.forEach(({ key, title }) => titles.set(key, title));
    } else {
      // They are asked for again when they are shown again.
      some.forEach((key) => asked.delete(key));
    }
  }
}
