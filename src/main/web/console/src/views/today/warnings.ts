import type { ApiProblem, Schemas } from '../../api/client';

export type Warning =
  | { kind: 'databaseDown' | 'unreachable' | 'stopped' }
  | { kind: 'behind'; since?: string }
  | { kind: 'pending'; n: number; minutes: number }
  | { kind: 'ruleProblems'; n: number };

/** A reply usually takes less than a second; a minute is no coincidence. */
const PENDING_MILLISECONDS = 60_000;

/** What an admin should know, the worst first. */
export function warnings(
  status: Schemas['Status'] | undefined,
  problem: ApiProblem | undefined,
  ruleProblems: number,
  now: Date,
): Warning[] {
  if (problem) {
    return [{ kind: problem.status === 503 ? 'databaseDown' : 'unreachable' }];
  }
  const found: Warning[] = [];
  if (status?.state === 'stopped') {
    found.push({ kind: 'stopped' });
  } else if (status?.state === 'behind') {
    found.push({ kind: 'behind', since: status.caughtUpAt ?? undefined });
  }
  const pendingFor = status?.oldestPendingSince ? now.getTime() - Date.parse(status.oldestPendingSince) : 0;
  if (status && pendingFor > PENDING_MILLISECONDS) {
    found.push({ kind: 'pending', n: status.pendingReplies, minutes: Math.floor(pendingFor / 60_000) });
  }
  if (ruleProblems > 0) {
    found.push({ kind: 'ruleProblems', n: ruleProblems });
  }
  return found;
}
