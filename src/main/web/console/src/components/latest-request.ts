import { onScopeDispose } from 'vue';

/** Requests of which only the last one counts. A new one cancels the one before it, and so does leaving the component. */
export function useLatestRequest() {
  let current = new AbortController();
  const cancel = () => current.abort();

  /** Cancels the request before, and returns the signal of the next one. */
  function start(): AbortSignal {
    cancel();
    current = new AbortController();
    return current.signal;
  }

  onScopeDispose(cancel);
  return { start, cancel };
}
