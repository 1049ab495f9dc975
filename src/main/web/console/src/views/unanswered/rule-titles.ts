import { shallowReactive } from 'vue';
import { api } from '../../api/client';

/** The titles of rules by their keys, as far as they were needed. A rule that cannot be read is shown by its key. */
const titles = shallowReactive(new Map<string, string>());
const asked = new Set<string>();

export const titleOf = (key: string): string => titles.get(key) ?? key;

/** Reads the titles that are not known yet. */
export async function loadTitles(keys: Iterable<string>): Promise<void> {
  const missing = [...new Set(keys)].filter((key) => !asked.has(key));
  missing.forEach((key) => asked.add(key));
  await Promise.all(
    missing.map(async (key) => {
      const { data } = await api.GET('/api/v1/rules/{key}', { params: { path: { key } } });
      if (data?.rule.title) {
        titles.set(key, data.rule.title);
      }
    }),
  );
}
