import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Alarm } from '#/local/alarms/alarms.ts';
import type { Banner } from '#/local/api/banner.ts';
import type { Clock } from '#/local/clock.ts';
import { type Html, html, type Layout, PAGE_HEADERS } from '#/local/pages/page.ts';
import { spanOf } from '#/local/pages/span.ts';
import { type Handler, readBody } from '#/local/servers.ts';
import { text } from '#/local/text.ts';

export interface ToolsOptions {
  clock: Clock;
  alarms(): Alarm[];
  page: Layout;
  banner: Pick<Banner, 'file'>;
  mail: Handler;
  signIn: Handler;
  log(line: string): void;
}

const words = text.tools;
const LONGEST_FORM = 1000;
const SPANS = ['10m', '1h', '3h', '1d', '3d'];

/** What stands beside the product on this machine: mailbox, alarms, clock, and the sign-in that Cognito gives on AWS. */
export function createTools(options: ToolsOptions): Handler {
  const routes: [RegExp, Handler][] = [
    [/^\/mail(\.json|\/.*)?$/, options.mail],
    [/^\/(oauth2\/.*|logout|token|sign-in(\/.*)?|\.well-known\/.*)$/, options.signIn],
    [/^\/clock$/, (req, res) => clockPage(options, req, res)],
    [/^\/alarms$/, (_, res) => show(res, 200, words.pages['/alarms'], alarmList(options.alarms()))],
    [/^\/$/, (_, res) => show(res, 200, words.pages['/'], home(options))],
  ];
  const show = (res: ServerResponse, status: number, title: string, body: Html) =>
    res.writeHead(status, PAGE_HEADERS).end(options.page(title, body));
  return (req, res) => {
    // A page of somebody else's may give this address a name of its own, and would then read mails and tokens.
    if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(req.headers.host ?? ''))
      return refuse(res, words.elsewhere);
    const path = new URL(`http://localhost${req.url}`).pathname;
    const file = options.banner.file(path);
    if (file !== undefined) return res.writeHead(file.statusCode, file.headers).end(file.body);
    const handle = routes.find(([pattern]) => pattern.test(path))?.[1];
    return handle === undefined ? show(res, 404, words.notFound, html``) : handle(req, res);
  };
}

function home({ clock, alarms }: ToolsOptions): Html {
  return html`<p>${words.intro}</p>
<section class="panel"><p>${words.now(clock.now())}<br>${words.ahead(clock.offset[0] ?? 0)} ${words.whenOpened}</p>
<form method="post" action="/clock">
${SPANS.map((span) => html`<button name="advance" value="${span}">${words.advanceBy(spanOf(span) ?? 0)}</button>`)}
</form><p class="note">${words.onlyForwards}</p></section>
<p><a href="/alarms">${words.alarmCount(alarms().length)}</a></p>`;
}

function alarmList(alarms: Alarm[]): Html {
  if (alarms.length === 0) return html`<p class="panel">${words.noAlarms}</p>`;
  return html`<ul class="rows">${alarms.map(
    ({ at, name, message }) =>
      html`<li class="row"><time>${words.time(at)}</time><b>${name}</b><span>${message}</span></li>`,
  )}</ul>`;
}

async function clockPage(
  { clock, log }: ToolsOptions,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const isForm = req.headers['content-type'] === 'application/x-www-form-urlencoded';
  if (req.method === 'POST') {
    const asked = await askedSpan(req, isForm);
    const span = spanOf(asked);
    if (span === undefined || isFromElsewhere(req)) return refuse(res, words.wrongSpan);
    log(`[clock] ${asked} are skipped`);
    await clock.advance(span);
  }
  if (req.method === 'POST' && isForm) {
    res.writeHead(303, { location: '/' }).end();
    return;
  }
  res.writeHead(200, { 'content-type': 'application/json' });
  res.end(
    JSON.stringify({ now: new Date(clock.now()).toISOString(), ahead: Math.round(clock.offset[0] ?? 0) }),
  );
}

const refuse = (res: ServerResponse, message: string) =>
  void res.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ message }));

/** A page of somebody else's, open in the same browser, must not turn the clock. Not by Origin: these pages send none that says anything. */
const isFromElsewhere = ({ headers }: IncomingMessage) =>
  !['same-origin', undefined].includes(headers['sec-fetch-site'] as string | undefined);

async function askedSpan(req: IncomingMessage, isForm: boolean): Promise<string> {
  const body = String(await readBody(req, LONGEST_FORM));
  try {
    return isForm ? (new URLSearchParams(body).get('advance') ?? '') : String(JSON.parse(body).advance);
  } catch {
    return '';
  }
}
