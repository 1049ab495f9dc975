import { onMounted, onUnmounted, reactive, ref } from 'vue';
import { api, problemOf, type ApiProblem, type Schemas } from '../../api/client';
import { can } from '../../session';

export const SHOWN_CUSTOMERS = 10;
export const SHOWN_QUESTIONS = 10;
const DAYS = 14;
const REFRESH_MILLISECONDS = 60_000;
/** A page that nobody uses stops asking, so that the login can expire. */
const UNUSED_MILLISECONDS = 30 * 60_000;

interface Loaded {
  hours?: Schemas['HoursExplained'];
  status?: Schemas['Status'];
  days?: Schemas['DayStats'][];
  ruleProblems: number;
  waiting?: Schemas['PageSessionView'];
  unanswered?: Schemas['PageUnmatchedView'];
}

type Part = keyof Loaded;

/** Loads what the view shows, each part by itself, and again from time to time while somebody looks at it. */
export function useToday() {
  const loaded = reactive<Loaded>({ ruleProblems: 0 });
  const problems = reactive<Partial<Record<Part, ApiProblem>>>({});
  const loading = ref(false);
  const loadedAt = ref<Date>();
  const stop = new AbortController();
  let usedAt = Date.now();
  let timer: ReturnType<typeof setInterval>;

  /** Keeps what was loaded before if a request fails: the problem is shown beside it. */
  async function take<T, E>(
    part: Part,
    request: Promise<{ data?: T; error?: E; response: Response }>,
    store: (data: T) => void,
  ): Promise<void> {
    const { data, error, response } = await request;
    if (data !== undefined) {
      store(data);
      delete problems[part];
    } else if (!stop.signal.aborted) {
      problems[part] = problemOf(error, response);
    }
  }

  async function load(): Promise<void> {
    if (loading.value) {
      return;
    }
    loading.value = true;
    const { signal } = stop;
    const requests = [
      take('hours', api.GET('/api/v1/hours/explain', { signal }), (data) => (loaded.hours = data)),
      take('status', api.GET('/api/v1/status', { signal }), (data) => (loaded.status = data)),
      take('ruleProblems', api.GET('/api/v1/rules/problems', { params: { query: { size: 1 } }, signal }), (data) => {
        loaded.ruleProblems = data.total;
      }),
      loadDays(signal),
    ];
    if (can('editor')) {
      requests.push(
        take('waiting', api.GET('/api/v1/sessions', { params: { query: { size: SHOWN_CUSTOMERS } }, signal }), (data) => {
          loaded.waiting = data;
        }),
      );
    }
    await Promise.all(requests);
    loadedAt.value = new Date();
    loading.value = false;
  }

  /** The days are those of the shop's time zone, so yesterday is known only now. */
  async function loadDays(signal: AbortSignal): Promise<void> {
    await take('days', api.GET('/api/v1/stats', { signal }), (data) => (loaded.days = data.days.slice(-DAYS)));
    const from = loaded.days?.at(-2)?.day;
    if (from && can('editor')) {
      await take(
        'unanswered',
        api.GET('/api/v1/unmatched', { params: { query: { from, size: SHOWN_QUESTIONS } }, signal }),
        (data) => (loaded.unanswered = data),
      );
    }
  }

  function refresh(): void {
    if (document.visibilityState === 'visible' && Date.now() - usedAt < UNUSED_MILLISECONDS) {
      void load();
    }
  }

  function use(): void {
    usedAt = Date.now();
  }

  function show(): void {
    if (document.visibilityState === 'visible') {
      use();
      refresh();
    }
  }

  onMounted(() => {
    void load();
    timer = setInterval(refresh, REFRESH_MILLISECONDS);
    addEventListener('pointerdown', use);
    addEventListener('keydown', use);
    document.addEventListener('visibilitychange', show);
  });

  onUnmounted(() => {
    clearInterval(timer);
    removeEventListener('pointerdown', use);
    removeEventListener('keydown', use);
    document.removeEventListener('visibilitychange', show);
    stop.abort();
  });

  return { loaded, problems, loading, loadedAt, load };
}
