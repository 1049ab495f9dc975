import { computed, ref, watch, type Ref } from 'vue';
import { useRoute, useRouter, type LocationQuery } from 'vue-router';
import { isDay, present, startOfDay } from './query';

/** Texts, and a range of days like 2026-11-23, the last one included. What is not set is empty. */
export type Filter<Name extends string> = Record<Name | 'from' | 'until', string>;

/** The filter in the query of an address, without what is no day. */
export function filterOf<Name extends string>(query: LocationQuery, names: readonly Name[]): Filter<Name> {
  const text = (name: string) => (typeof query[name] === 'string' ? query[name] : '');
  const day = (name: string) => (isDay(text(name)) ? text(name) : '');
  const texts = Object.fromEntries(names.map((name) => [name, text(name)]));
  return { ...texts, from: day('from'), until: day('until') } as Filter<Name>;
}

/** The query parameters of the API. */
export function apiQuery<Name extends string>(filter: Filter<Name>): Record<string, string> {
  const texts = Object.entries<string>(filter).map(([name, value]) => [name, value.trim()]);
  return present({
    ...Object.fromEntries(texts),
    from: filter.from && startOfDay(filter.from),
    until: filter.until && startOfDay(filter.until, 1),
  });
}

/**
 * The filter of a view. The address has it, so that going back to the view finds it again. Whenever the address has changed, the
 * filter is a new object; while somebody types, only its fields change.
 */
export function useAddressFilter<Name extends string>(view: string, names: readonly Name[]) {
  const route = useRoute();
  const router = useRouter();
  const filter = ref(filterOf(route.query, names)) as Ref<Filter<Name>>;
  const filtered = computed(() => Object.keys(present(filter.value)).length > 0);

  function apply(change: Partial<Filter<Name>>): void {
    router.replace({ query: present({ ...filter.value, ...change }) });
  }

  watch(
    () => route.query,
    (query) => {
      if (route.name === view) {
        filter.value = filterOf(query, names);
      }
    },
  );
  return { filter, filtered, apply };
}
