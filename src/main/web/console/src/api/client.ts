import createClient, { type Middleware } from 'openapi-fetch';
import { consoleHeaders, currentAccount, loginAgain } from '../session';
import type { components, paths } from './schema';

/** The types of the bodies, by their names in the OpenAPI document. */
export type Schemas = components['schemas'];

/** An error of the API, see RFC 9457. `status` is 0 if there was no response. */
export interface ApiProblem {
  status: number;
  title: string;
  detail: string;
  violations: Violation[];
}

export interface Violation {
  field: string;
  message: string;
  position?: number;
}

/**
 * Sends a request, and once more after a login if the session had ended. The page stays as it is meanwhile, so what was typed
 * into forms is kept. Never throws: without a response, or after an abort, the status is 0.
 */
async function send(request: Request): Promise<Response> {
  const again = request.clone();
  try {
    const response = await fetch(request);
    if (response.status === 401 && currentAccount.value) {
      await loginAgain();
      return await fetch(again);
    }
    return response;
  } catch {
    return Response.error();
  }
}

const withConsoleHeaders: Middleware = {
  onRequest({ request }) {
    Object.entries(consoleHeaders()).forEach(([name, value]) => request.headers.set(name, value));
    return request;
  },
};

export const api = createClient<paths>({ baseUrl: location.origin, fetch: send });
api.use(withConsoleHeaders);

/** Describes what went wrong, from the error and the response of a request of `api`. */
export function problemOf(error: unknown, response?: Response): ApiProblem {
  const body = (typeof error === 'object' && error !== null ? error : {}) as Record<string, unknown>;
  return {
    status: response?.status ?? 0,
    title: typeof body.title === 'string' ? body.title : (response?.statusText ?? ''),
    detail: typeof body.detail === 'string' ? body.detail : '',
    violations: Array.isArray(body.problems) ? (body.problems as Violation[]) : [],
  };
}
