import { computed, ref } from 'vue';
import { language } from './i18n';
import { forget, remember, remembered } from './storage';

export const ROLES = ['viewer', 'editor', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Who is logged in. */
export interface Account {
  username: string;
  role: Role;
}

export type LoginResult =
  | { kind: 'ok' }
  | { kind: 'rejected' }
  | { kind: 'throttled'; seconds: number }
  | { kind: 'failed'; detail: string };

const PATH = '/api/v1/session';

/** The headers of every request to the API. */
export function consoleHeaders(): Record<string, string> {
  return {
    // Without it, a response with status 401 would open the browser's own dialog for HTTP Basic.
    'X-Requested-With': 'nightdesk-console',
    // The API writes its messages in this language.
    'Accept-Language': language.value,
  };
}

/** Tells whether anybody has logged in here. The cookie itself is hidden from scripts. */
const LOGGED_IN = 'nightdesk.logged-in';

const account = ref<Account>();
const expired = ref(false);
let waiting: (() => void)[] = [];

export const currentAccount = computed(() => account.value);
/** Whether the login dialog is open over the page, because the session has ended. */
export const sessionExpired = computed(() => expired.value);

/** Whether the account has the role or a higher one. Decides only what is shown; the API decides what is allowed. */
export function can(role: Role): boolean {
  return account.value !== undefined && ROLES.indexOf(account.value.role) >= ROLES.indexOf(role);
}

/** Asks the service who is logged in, unless nobody can be. Throws if it cannot be reached. */
export async function restoreSession(): Promise<void> {
  if (!remembered(LOGGED_IN)) {
    return;
  }
  const response = await fetch(PATH, { headers: consoleHeaders() });
  if (response.ok) {
    account.value = (await response.json()) as Account;
  } else if (response.status !== 401) {
    throw new Error(`GET ${PATH}: ${response.status}`);
  }
}

export async function login(username: string, password: string): Promise<LoginResult> {
  let response: Response;
  try {
    response = await fetch(PATH, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...consoleHeaders() },
      body: JSON.stringify({ username, password }),
    });
  } catch {
    return { kind: 'failed', detail: '' };
  }
  if (response.ok) {
    remember(LOGGED_IN, 'yes');
    const before = account.value;
    account.value = (await response.json()) as Account;
    if (before && before.username !== account.value.username) {
      // Another person logged in over the open page, which may show what only the first one may see.
      location.assign('/console/');
    } else {
      endWait();
    }
    return { kind: 'ok' };
  }
  if (response.status === 401) {
    return { kind: 'rejected' };
  }
  if (response.status === 429) {
    return { kind: 'throttled', seconds: Number(response.headers.get('Retry-After')) || 60 };
  }
  const problem = (await response.json().catch(() => ({}))) as { detail?: string };
  return { kind: 'failed', detail: problem.detail ?? '' };
}

/**
 * Ends the session and shows the login view. Leaves the page, so that nothing of the account stays in memory. Throws if the
 * service did not end the session.
 */
export async function logout(): Promise<void> {
  const response = await fetch(PATH, { method: 'DELETE', headers: consoleHeaders() });
  if (!response.ok && response.status !== 401) {
    throw new Error(`DELETE ${PATH}: ${response.status}`);
  }
  account.value = undefined;
  forget(LOGGED_IN);
  location.assign('/console/login');
}

/** Opens the login dialog, and resolves when the same account has logged in again. */
export function loginAgain(): Promise<void> {
  expired.value = true;
  return new Promise((resolve) => waiting.push(resolve));
}

function endWait(): void {
  expired.value = false;
  const resolvers = waiting;
  waiting = [];
  resolvers.forEach((resolve) => resolve());
}
