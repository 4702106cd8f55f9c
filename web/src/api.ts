import type { Command } from '#/core/case/commands.ts';
import type { Learned } from '#/core/case/record-facts.ts';
import type { CaseView, FormView, MeView, ProspectView, QueueView } from '#/core/case/view.ts';
import type { WavePart } from '#/core/case/view-wave.ts';
import type { Receipt } from '#/core/report/receipt.ts';
import type { SentReport } from '#/core/report/sent.ts';
import { accessToken } from '#/web/src/sign-in.ts';

/** Why there is no answer: sign in again, what the server says, or nothing was heard. */
export type Problem =
  | { why: 'signed-out' }
  | { why: 'refused'; message: string; code?: string | undefined }
  | { why: 'unreachable' };
export type Answer<T> = { ok: true; value: T } | { ok: false; problem: Problem };

const PATIENCE = 25_000;

const whoAsks = () => ({ authorization: `Bearer ${accessToken() ?? ''}` });

async function call(
  path: string,
  body?: unknown,
  more: Record<string, string> = {},
): Promise<Answer<Response>> {
  try {
    const response = await fetch(path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        ...whoAsks(),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...more,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (response.ok) return { ok: true, value: response };
    if (response.status === 401) return { ok: false, problem: { why: 'signed-out' } };
    const { message, code } = (await response.json().catch(() => ({}))) as {
      message?: string;
      code?: string;
    };
    const known = message !== undefined && response.status < 500;
    return { ok: false, problem: known ? { why: 'refused', message, code } : { why: 'unreachable' } };
  } catch {
    return { ok: false, problem: { why: 'unreachable' } };
  }
}

async function read<T>(path: string, body?: unknown, more?: Record<string, string>): Promise<Answer<T>> {
  const answer = await call(path, body, more);
  if (!answer.ok) return answer;
  try {
    return { ok: true, value: (await answer.value.json()) as T };
  } catch {
    return { ok: false, problem: { why: 'unreachable' } };
  }
}

const ofCase = (caseId: string): string => `/api/cases/${encodeURIComponent(caseId)}`;

export const readMe = (): Promise<Answer<MeView>> => read('/api/me');
export const readQueue = (): Promise<Answer<QueueView>> => read('/api/queue');
export const readCase = (caseId: string): Promise<Answer<CaseView>> => read(ofCase(caseId));
export const readWave = (
  caseId: string,
  which: 'plain' | 'members',
  after: number,
): Promise<Answer<WavePart>> => read(`${ofCase(caseId)}/wave/${which}/${after}`);
export const readForm = (): Promise<Answer<FormView>> => read('/api/form');
/** The same key is the same case, however often it is sent. */
export const sendReport = (report: SentReport, key: string): Promise<Answer<Receipt>> =>
  read('/api/reports', report, { 'idempotency-key': key });
export const UPLOADS = { path: '/api/reports/files', headers: whoAsks };
/** What facts would make of a case, before anybody records them. */
export const foresee = (caseId: string, facts: Learned): Promise<Answer<ProspectView>> =>
  read(`${ofCase(caseId)}/prospect`, facts);
export const carryCommand = (command: Command): Promise<Answer<{ caseId: string }>> =>
  read('/api/commands', command);
export const evidenceLink = (caseId: string, evidenceId: string): Promise<Answer<{ url: string }>> =>
  read(`${ofCase(caseId)}/evidence/${encodeURIComponent(evidenceId)}`, {});

export async function readTimeline(caseId: string): Promise<Answer<Blob>> {
  const answer = await call(`${ofCase(caseId)}/timeline`);
  return answer.ok ? { ok: true, value: await answer.value.blob() } : answer;
}
