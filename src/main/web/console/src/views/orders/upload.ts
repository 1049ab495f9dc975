import type { Violation } from '../../api/client';
import type { OrderLine } from './rows';

/** The result of a line that was not stored. */
export interface RejectedLine {
  line: number;
  json: string;
  problems: Violation[];
}

export interface UploadProgress {
  total: number;
  processed: number;
  stored: number;
  rejected: RejectedLine[];
}

/** How an upload ended. All results so far are in the progress; what was stored stays stored. */
export type UploadEnd = { kind: 'complete' } | { kind: 'cancelled' } | { kind: 'failed'; detail: string };

export type BulkAnswer = { kind: 'answer'; text: string } | { kind: 'failed'; detail: string };

/** A request has so many lines: few enough to show progress, and to lose little when it fails. */
const LINES_PER_REQUEST = 1000;

interface LineResult {
  line?: number;
  status?: 'stored' | 'rejected';
  problems?: Violation[];
  processedUpTo?: number;
  detail?: string;
}

/**
 * Sends orders in several requests, one after the other, and reports after each.
 *
 * @param send sends the lines of a request
 * @param report is called with the progress after each request
 */
export async function upload(
  lines: OrderLine[],
  send: (body: string, signal: AbortSignal) => Promise<BulkAnswer>,
  signal: AbortSignal,
  report: (progress: UploadProgress) => void,
): Promise<UploadEnd> {
  let progress: UploadProgress = { total: lines.length, processed: 0, stored: 0, rejected: [] };
  while (progress.processed < lines.length) {
    if (signal.aborted) {
      return { kind: 'cancelled' };
    }
    const part = lines.slice(progress.processed, progress.processed + LINES_PER_REQUEST);
    const answer = await send(part.map(({ json }) => `${json}\n`).join(''), signal);
    if (signal.aborted) {
      return { kind: 'cancelled' };
    }
    if (answer.kind === 'failed') {
      return answer;
    }
    const results = answer.text.split('\n').filter(Boolean).map((line) => JSON.parse(line) as LineResult);
    const summary = results.at(-1);
    if (!summary || summary.processedUpTo === undefined) {
      return { kind: 'failed', detail: '' };
    }
    progress = advanced(progress, part, results);
    report(progress);
    if (summary.detail || summary.processedUpTo < part.length) {
      return { kind: 'failed', detail: summary.detail ?? '' };
    }
  }
  return { kind: 'complete' };
}

function advanced(progress: UploadProgress, part: OrderLine[], results: LineResult[]): UploadProgress {
  const rejected = results
    .filter(({ status }) => status === 'rejected')
    .map(({ line, problems }) => ({ ...part[line! - 1]!, problems: problems ?? [] }));
  return {
    total: progress.total,
    processed: progress.processed + results.filter(({ status }) => status).length,
    stored: progress.stored + results.filter(({ status }) => status === 'stored').length,
    rejected: [...progress.rejected, ...rejected],
  };
}
