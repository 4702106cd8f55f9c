import type { Page } from '#/core/case/view.ts';
import { Fault } from '#/core/fault.ts';
import type { Policy } from '#/core/policy/policy.ts';
import type { Moment } from '#/core/ports.ts';
import { openApi } from '#/core/report/openapi.ts';
import { type ReportField, readReport } from '#/core/report/report.ts';
import { FAULT_WORDS, UNEXPECTED_WORDS } from '#/core/text/faults.ts';
import { MESSAGE } from '#/core/text/pages.ts';
import { serveFile } from '#/functions/shared/files.ts';
import { homePage } from '#/functions/shared/html/home.ts';
import { messagePage } from '#/functions/shared/html/message.ts';
import { noticePage } from '#/functions/shared/html/notice.ts';
import { receiptPage } from '#/functions/shared/html/receipt.ts';
import { reportForm } from '#/functions/shared/html/report-form.ts';
import { STYLE } from '#/functions/shared/html/style.ts';
import {
  type HttpRequest,
  type HttpResponse,
  json,
  refusal,
  seeOther,
} from '#/functions/shared/http-handler.ts';

interface Site {
  publicUrl: string;
  signInUrl: string;
  clientId: string;
}

const ok = (body: string): HttpResponse => ({ status: 200, body });

export function renderPage(
  { policy }: { policy: Policy },
  site: Site,
  page: Page,
  query: Record<string, string>,
): HttpResponse {
  switch (page.page) {
    case 'home':
      return ok(homePage(policy));
    case 'form':
      // Not no-store: going back must show this very form, with its report id, and not a new one.
      return {
        ...ok(reportForm({ policy, values: {}, wrong: [], reportId: page.reportId, now: page.now })),
        cache: 'private, no-cache',
      };
    case 'receipt':
      return ok(receiptPage({ policy, ...page }));
    case 'notice':
      return ok(noticePage({ policy, ...page.notice, wrongCode: query.e === 'code' }));
    case 'file':
      return fileOf(page.path, policy, site) ?? missing(policy);
    case 'missing':
      return missing(policy);
  }
}

function fileOf(path: string, policy: Policy, site: Site): HttpResponse | undefined {
  if (path === '/style.css')
    return { status: 200, type: 'text/css; charset=utf-8', cache: 'public, max-age=300', body: STYLE };
  if (path === '/config.json') return json(site);
  if (path === '/api/openapi.json') return json(openApi(policy, site.publicUrl));
  return serveFile(path);
}

const missing = (policy: Policy): HttpResponse => ({
  status: 404,
  body: messagePage({ policy, ...MESSAGE.notFound }),
});

/** Back to the page of the notice, which shows what now is. */
export const noticeAgain = (path: string, outcome: string): HttpResponse =>
  seeOther(outcome === 'wrong-code' ? `${path}?e=code` : path);

/** A refusal in the form of the question: JSON for the desk, a page with the telephone number for who came from a mail. */
export const refusalOf =
  ({ policy }: { policy: Policy }) =>
  (error: unknown, { parameters }: HttpRequest): HttpResponse => {
    const refused = refusal(error);
    if (!parameters.tag) return refused;
    const words = error instanceof Fault ? FAULT_WORDS[error.code] : UNEXPECTED_WORDS;
    return { status: refused.status, body: messagePage({ policy, title: MESSAGE.refused, words }) };
  };

interface Shell {
  policy: Policy;
  moment: Moment;
}

/** The form once more, with everything that was entered, and marks on what is to be put right. */
export function formAgain(
  { policy, moment }: Shell,
  { values, wrong }: { values: Partial<Record<ReportField, string>>; wrong: readonly ReportField[] },
): HttpResponse {
  const reportId = /^[0-9a-f]{32}$/.test(values.reportId ?? '')
    ? (values.reportId as string)
    : moment.fresh();
  // Kept by the browser, so that going back from the receipt shows what was typed.
  return {
    status: 422,
    cache: 'private, no-cache',
    body: reportForm({ policy, values, wrong, reportId, now: moment.now() }),
  };
}

/** A program is answered in JSON, a person by the form. */
export const afterFailure =
  (shell: Shell) =>
  (error: unknown, { path, body }: HttpRequest): HttpResponse =>
    path.startsWith('/api/') ? refusal(error) : formAfterFailure(shell, body, error);

/** Something of ours failed: the reporter gets the form back as it was, and is told to send it again or to telephone. */
export function formAfterFailure(shell: Shell, body: Uint8Array, error: unknown): HttpResponse {
  if (error instanceof Fault && error.code === 'TooManySupplements') {
    const words = { title: MESSAGE.notAdded, words: FAULT_WORDS[error.code] };
    return { status: refusal(error).status, body: messagePage({ policy: shell.policy, ...words }) };
  }
  const read = readReport(new TextDecoder().decode(body));
  const values = read.ok ? (read.report as Record<ReportField, string>) : read.values;
  const { status } = refusal(error);
  return { ...formAgain(shell, { values, wrong: ['reportId'] }), status: status === 422 ? 422 : 503 };
}
