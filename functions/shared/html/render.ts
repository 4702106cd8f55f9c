import type { Page } from '#/core/case/view.ts';
import { Fault } from '#/core/fault.ts';
import type { Policy } from '#/core/policy/policy.ts';
import { openApi } from '#/core/report/openapi.ts';
import type { Door } from '#/core/report/read.ts';
import { FAULT_WORDS, UNEXPECTED_WORDS } from '#/core/text/faults.ts';
import { MESSAGE } from '#/core/text/pages.ts';
import { serveFile } from '#/functions/shared/files.ts';
import { homePage } from '#/functions/shared/html/home.ts';
import { lookUpPage } from '#/functions/shared/html/look-up.ts';
import { messagePage } from '#/functions/shared/html/message.ts';
import { noticePage } from '#/functions/shared/html/notice.ts';
import { paperPage } from '#/functions/shared/html/paper.ts';
import { receiptPage } from '#/functions/shared/html/receipt.ts';
import { reportForm } from '#/functions/shared/html/report-form.ts';
import type { ReportForm } from '#/functions/shared/html/report-parts.ts';
import { reportSlip } from '#/functions/shared/html/report-slip.ts';
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
  { query, door }: { query: Record<string, string>; door: Door },
): HttpResponse {
  switch (page.page) {
    case 'home':
      return ok(homePage(policy));
    case 'form':
      return formPage({ policy, ...page }, door);
    case 'paper':
      return ok(paperPage(policy));
    case 'look-up':
      return ok(lookUpPage({ policy }));
    case 'receipt':
      return ok(
        receiptPage({
          policy,
          ...page.receipt,
          emptyAddition: query.e === 'empty',
          outside: door === 'slip',
        }),
      );
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

function formPage(
  { reportId, ...given }: Omit<ReportForm, 'form' | 'wrong'> & { reportId: string },
  door: Door,
): HttpResponse {
  const empty = { ...given, form: new URLSearchParams({ reportId }), wrong: [] };
  // Not no-store: going back must show this very form, with its report id, and not a new one.
  return { ...ok(door === 'form' ? reportForm(empty) : reportSlip(empty)), cache: 'private, no-cache' };
}

/** The page of the receipt, or the question once more with the number as it was typed. */
export const lookedUp = (
  { policy }: { policy: Policy },
  { number = '' }: { number?: string },
  receiptId: string | undefined,
): HttpResponse =>
  receiptId === undefined
    ? { status: 422, body: lookUpPage({ policy, wrong: number }) }
    : seeOther(`/receipts/${receiptId}`);

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
