import { Fault } from '#/core/fault.ts';
import type { Policy } from '#/core/policy/policy.ts';
import type { Moment } from '#/core/ports.ts';
import type { Hearers } from '#/core/report/reaches.ts';
import { type Door, formOf } from '#/core/report/read.ts';
import { FAULT_WORDS } from '#/core/text/faults.ts';
import { MESSAGE } from '#/core/text/pages.ts';
import { messagePage } from '#/functions/shared/html/message.ts';
import { isOfDetails, reportDetails } from '#/functions/shared/html/report-details.ts';
import { reportForm } from '#/functions/shared/html/report-form.ts';
import type { ReportForm } from '#/functions/shared/html/report-parts.ts';
import { reportSlip } from '#/functions/shared/html/report-slip.ts';
import { type HttpRequest, type HttpResponse, refusal, seeOther } from '#/functions/shared/http-handler.ts';

interface Shell {
  policy: Policy;
  moment: Moment;
}

/** What was sent, and is to be put right or gone on with. */
interface Again {
  refused: { form: URLSearchParams; wrong: readonly string[]; outside?: true };
  turned: boolean;
  hearers: Hearers;
}

/** The page that answers what a reporter sent. */
export function received(
  shell: Shell,
  outcome: { is: 'accepted' | 'added' | 'empty'; receiptId: string } | (Again & { is: 'again' }),
  door: Door,
): HttpResponse {
  switch (outcome.is) {
    case 'accepted':
      return seeOther(`/receipts/${outcome.receiptId}`);
    case 'added':
      return seeOther(`/receipts/${outcome.receiptId}#letters`);
    case 'empty':
      return seeOther(`/receipts/${outcome.receiptId}?e=empty#add`);
    case 'again':
      return formAgain(shell, outcome, door);
  }
}

/** The form once more, with everything that was entered, and marks on what is to be put right. */
function formAgain({ policy, moment }: Shell, { refused, turned, hearers }: Again, door: Door): HttpResponse {
  const { form, outside = false } = refused;
  if (!/^[0-9a-f]{32}$/.test(form.get('reportId') ?? '')) form.set('reportId', moment.fresh());
  // Nothing was asked on the second page yet, so nothing there can be wrong.
  const wrong = turned ? refused.wrong.filter((name) => !isOfDetails(name)) : refused.wrong;
  const given: ReportForm = { policy, form, wrong, now: moment.now(), hearers };
  const isDetails =
    wrong.every(isOfDetails) &&
    (turned || form.get('step') === '2' || wrong.some((name) => name !== 'reportId'));
  const body =
    door === 'slip' ? reportSlip(given, outside) : isDetails ? reportDetails(given) : reportForm(given);
  // Kept by the browser, so that going back from the receipt shows what was typed.
  return { status: turned && wrong.length === 0 && !outside ? 200 : 422, cache: 'private, no-cache', body };
}

/** Something of ours failed: a program is answered in JSON; the reporter gets the form back as it was, and is told to send it again or to telephone. */
export function afterFailure(
  shell: Shell,
  { path, parameters, body }: Pick<HttpRequest, 'path' | 'parameters' | 'body'>,
  door: Door,
  error: unknown,
): HttpResponse {
  if (path.startsWith('/api/')) return refusal(error);
  const { status } = refusal(error);
  const form = formOf(new TextDecoder().decode(body));
  const isFinal = error instanceof Fault && FINAL.includes(error.code);
  if (isFinal || parameters.receiptId !== undefined) {
    const words = error instanceof Fault ? FAULT_WORDS[error.code] : MESSAGE.notAddedWords;
    return { status, body: messagePage({ policy: shell.policy, title: MESSAGE.notAdded, words }) };
  }
  const refused = { form, wrong: path === '/report/details' ? ['callback'] : ['reportId'] };
  return {
    ...formAgain(shell, { refused, turned: false, hearers: { standIns: {}, vacant: [] } }, door),
    status: status === 422 ? 422 : 503,
  };
}

const FINAL = ['TooManySupplements', 'TooManyAdditions', 'CaseNotFound'];
