import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Alarm } from '#/local/alarms.ts';
import type { Clock } from '#/local/clock.ts';
import { html, PAGE_HEADERS, page } from '#/local/page.ts';
import { spanOf } from '#/local/span.ts';
import { text } from '#/local/text.ts';

type Handler = (req: IncomingMessage, res: ServerResponse) => unknown;

export interface ToolsOptions {
  clock: Clock;
  alarms(): Alarm[];
  productUrl: string;
  mail: Handler;
  signIn: Handler;
}

const words = text.tools;
const SPANS = ['10m', '1h', '3h', '1d', '3d'];

/** What stands beside the product on this machine: mailbox, alarms, clock, and the sign-in that Cognito gives on AWS. */
export function createTools(options: ToolsOptions): Handler {
  const routes: [RegExp, Handler][] = [
    [/^\/mail(\.json|\/.*)?$/, options.mail],
    [/^\/(oauth2\/.*|logout|sign-in(\/.*)?|\.well-known\/.*)$/, options.signIn],
    [/^\/clock$/, (req, res) => clockPage(options.clock, req, res)],
    [/^\/alarms$/, (_, res) => show(res, 200, words.alarms, alarmList(options.alarms()))],
    [/^\/$/, (_, res) => show(res, 200, words.title, home(options))],
  ];
  return (req, res) => {
    const path = new URL(req.url ?? '/', 'http://localhost').pathname;
    const handle = routes.find(([pattern]) => pattern.test(path))?.[1];
    return handle === undefined
      ? show(res, 404, words.title, html`<p>${words.notFound}</p>`)
      : handle(req, res);
  };
}

function show(res: ServerResponse, status: number, title: string, body: ReturnType<typeof html>): void {
  res.writeHead(status, PAGE_HEADERS);
  res.end(page(title, html`<h1>${title}</h1>${body}`));
}

function home({ clock, alarms, productUrl }: ToolsOptions): ReturnType<typeof html> {
  const count = alarms().length;
  return html`
    <p>${words.intro}</p>
    <ul>
      <li><a href="${productUrl}">${words.product}</a></li>
      <li><a href="/mail">${words.mail}</a></li>
      <li><a href="/alarms">${words.alarms}</a>${count > 0 && ` (${count})`}</li>
    </ul>
    <h2>${words.clock}</h2>
    <p>${words.now(timeOf(clock.now()))}<br>${words.ahead(clock.offset[0] ?? 0)}</p>
    <form method="post" action="/clock">
      ${SPANS.map((span) => html`<button name="advance" value="${span}">${words.advanceBy(spanOf(span) ?? 0)}</button> `)}
    </form>`;
}

function alarmList(alarms: Alarm[]): ReturnType<typeof html> {
  if (alarms.length === 0) return html`<p>${words.noAlarms}</p>`;
  return html`<ul>${alarms.map(({ at, name, message }) => html`<li>${timeOf(at)} <strong>${name}</strong> ${message}</li>`)}</ul>`;
}

function timeOf(milliseconds: number): string {
  const format = new Intl.DateTimeFormat('ja-JP', {
    dateStyle: 'long',
    timeStyle: 'medium',
    timeZone: 'Asia/Tokyo',
  });
  return format.format(milliseconds);
}

async function clockPage(clock: Clock, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const isForm = req.headers['content-type'] === 'application/x-www-form-urlencoded';
  if (req.method === 'POST') {
    const span = isFromHere(req) ? spanOf(await askedSpan(req, isForm)) : undefined;
    if (span === undefined) {
      res
        .writeHead(400, { 'content-type': 'application/json' })
        .end(JSON.stringify({ message: words.wrongSpan }));
      return;
    }
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

/** A page of somebody else's, open in the same browser, must not turn the clock. */
function isFromHere({ headers }: IncomingMessage): boolean {
  return headers.origin === undefined || headers.origin === `http://${headers.host}`;
}

async function askedSpan(req: IncomingMessage, isForm: boolean): Promise<string> {
  let body = '';
  for await (const chunk of req) body += String(chunk).slice(0, 1000);
  try {
    return isForm ? (new URLSearchParams(body).get('advance') ?? '') : String(JSON.parse(body).advance);
  } catch {
    return '';
  }
}
