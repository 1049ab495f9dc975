import { ref } from 'vue';
import { problemOf, type ApiProblem } from '../api/client';
import { useLatestRequest } from './latest-request';

/** What a request of `api` comes back with. */
interface Result<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/** A request that fills a view: whether it runs, and what went wrong. A new one replaces the one before it. */
export function useLoading() {
  const request = useLatestRequest();
  const loading = ref(false);
  const problem = ref<ApiProblem>();

  /** Returns the data; undefined if the request failed, or was replaced by a later one. */
  async function load<Data>(send: (signal: AbortSignal) => Promise<Result<Data>>): Promise<Data | undefined> {
    const signal = request.start();
    loading.value = true;
    problem.value = undefined;
    const { data, error, response } = await send(signal);
    if (signal.aborted) {
      return undefined;
    }
    loading.value = false;
    problem.value = data === undefined ? problemOf(error, response) : undefined;
    return data;
  }

  return { loading, problem, load };
}
