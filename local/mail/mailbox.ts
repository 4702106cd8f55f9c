import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import PostalMime, { type Email } from 'postal-mime';
import { type MailDoor, mailInPanel, sendIn, turnedVerdicts } from '#/local/mail/mail-in.ts';
import type { Mail, MailStore } from '#/local/mail/mail-store.ts';
import { type Html, html, type Layout, PAGE_HEADERS } from '#/local/pages/page.ts';
import { mailboxText, mailInText, mailboxText as words } from '#/local/pages/text-pages.ts';
import { type Handler, readBody } from '#/local/servers.ts';

type View = keyof typeof words.views;

const SHOWN = 200;
const LONGEST_FORM = 100_000;
const LINK = /(https?:\/\/[^\s<>"'「」（）、。]+)/;

/** The pages under /mail, and /mail.json for whoever reads the mailbox by program. */
export function createMailbox(mails: MailStore, door: MailDoor, page: Layout): Handler {
  const send = (response: ServerResponse, { status = 200, headers = PAGE_HEADERS, body = '' }: Answer) =>
    response.writeHead(status, headers).end(body);
  return async (request, response) => {
    const { pathname, searchParams } = new URL(`http://localhost${request.url}`);
    const to = searchParams.get('to') ?? '';
    if (request.method === 'POST') send(response, await posted(mails, door, request, page));
    else if (pathname === '/mail.json') send(response, await listJson(mails, to));
    else if (pathname === '/mail') {
      const panel = mailInPanel(door, mails.switches());
      send(response, { body: page(words.title, listPage(mails, to, door.address, panel)) });
    } else send(response, await mailPage(mails, pathname, page));
  };
}

interface Answer {
  status?: number;
  headers?: OutgoingHttpHeaders;
  body?: string | Buffer;
}

async function posted(
  mails: MailStore,
  door: MailDoor,
  request: IncomingMessage,
  page: Layout,
): Promise<Answer> {
  const from = request.headers['sec-fetch-site'];
  if (from !== undefined && from !== 'same-origin') return { status: 403, headers: {} };
  const body = await readBody(request, LONGEST_FORM);
  if (body === undefined) return { status: 413, headers: {} };
  const form = new URLSearchParams(body.toString());
  if (request.url !== '/mail/in') {
    turn(mails, form);
    return { status: 303, headers: { location: '/mail' } };
  }
  const words = await sendIn(door, form).then(
    () => mailInText.sent,
    (error: Error) => mailInText.notSent(error.message),
  );
  return { body: page(words, html`<p><a href="/mail">${mailboxText.back}</a></p>`) };
}

async function listJson(mails: MailStore, to: string): Promise<Answer> {
  const found = await Promise.all(mails.list(to).map((mail) => summary(mail, mails.raw(mail))));
  return { headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(found) };
}

async function mailPage(mails: MailStore, pathname: string, page: Layout): Promise<Answer> {
  const [, id = '', view = ''] = /^\/mail\/([^/]+)(?:\/(\w+))?$/.exec(pathname) ?? [];
  const mail = mails.find(id);
  const missing = { status: 404, body: page(words.missing, html`<p><a href="/mail">${words.back}</a></p>`) };
  if (!mail) return missing;
  const raw = mails.raw(mail);
  if (view === 'raw') {
    const disposition = `attachment; filename="${mail.id}.eml"`;
    return { headers: { 'content-type': 'message/rfc822', 'content-disposition': disposition }, body: raw };
  }
  if (!Object.hasOwn(words.views, view)) return missing;
  const tabs = Object.entries(words.views).map(([name, label]) => {
    const current = name === view && html` aria-current="page"`;
    return html`<a href="/mail/${mail.id}${name && `/${name}`}"${current}>${label}</a>`;
  });
  const shown = VIEWS[view as View](mail, await PostalMime.parse(raw), raw);
  const nav = html`<nav aria-label="${words.view}">${tabs}</nav>`;
  return { body: page(mail.subject || words.noSubject, html`${nav}${shown}`) };
}

function turn(mails: MailStore, form: URLSearchParams): void {
  const { down, bouncing, verdicts } = mails.switches();
  const [bounce, unbounce] = [form.get('bounce')?.trim(), form.get('unbounce')];
  const others = bouncing.filter((address) => address !== bounce && address !== unbounce);
  const wanted = form.get('down');
  mails.turn({
    down: wanted ? wanted === 'on' : down,
    bouncing: bounce ? [...others, bounce] : others,
    verdicts: turnedVerdicts(verdicts, form),
  });
}

async function summary(mail: Mail, raw: Buffer) {
  const email = await PostalMime.parse(raw);
  const headers = Object.fromEntries(email.headers.map(({ key, value }) => [key, value]));
  const { id, subject, time: date, bounced } = mail;
  return { id, to: mail.to.join(', '), subject, date, text: textOf(email), headers, bounced };
}

const japanTime = (time: string) =>
  new Date(time).toLocaleString('ja-JP', { timeZone: 'Asia/Tokyo', dateStyle: 'medium', timeStyle: 'short' });

/** An HTML part is shown as the text in it, never as a page. */
function textOf({ text, html: markup = '' }: Email): string {
  const bare = markup
    .replace(/<(style|script)\b.*?<\/\1>/gis, '')
    .replace(/<br\b[^>]*>|<\/(p|div|tr|li|h\d)>/gi, '\n');
  return text ?? bare.replace(/<[^>]*>/g, '');
}

function listPage(mails: MailStore, to: string, own: string | undefined, mailIn: Html | false): Html {
  // What the product sends to itself would bury the rest; it is shown to whoever chooses that address.
  const found = mails.list(to).filter((mail) => to !== '' || mail.to.some((one) => one !== own));
  const recipients = [...new Set(mails.list().flatMap((mail) => mail.to))].sort();
  const options = recipients.map((one) => html`<option${one === to && html` selected`}>${one}</option>`);
  const rows = found.slice(0, SHOWN).map(
    (
      mail,
    ) => html`<li><a class="row" href="/mail/${mail.id}"><time datetime="${mail.time}">${japanTime(mail.time)}</time>
<b>${mail.subject || words.noSubject}</b><span class="note">${mail.to.join(', ')} ${warning(mail)}</span></a></li>`,
  );
  return html`<p class="note">${words.note} <a href="#switches">${words.jump}</a></p>
<form><label>${words.recipient}<select name="to"><option value="">${words.everybody}</option>${options}</select></label>
<button>${words.show}</button></form>
${rows.length ? html`<ul class="rows">${rows}</ul>` : html`<p class="panel">${words.none}</p>`}
${found.length > SHOWN && html`<p class="note">${words.more(found.length - SHOWN)}</p>`}<div id="switches">${mailIn}${switchPanel(mails)}</div>`;
}

function switchPanel(mails: MailStore): Html {
  const { down, bouncing } = mails.switches();
  const rows = bouncing.map(
    (address) =>
      html`<form method="post"><span>${address}</span><button name="unbounce" value="${address}">${words.unbounce}</button></form>`,
  );
  return html`<section class="panel${down && ' alert'}"><h2>${words.switches}</h2>
<form method="post"><span>${down ? words.down : words.up}</span>
<button name="down" value="${down ? 'off' : 'on'}">${down ? words.turnUp : words.turnDown}</button></form>
${rows.length > 0 && html`<h2>${words.bouncing}</h2>`}${rows}
<form method="post"><label>${words.address}<input type="email" name="bounce" required></label><button>${words.bounce}</button></form></section>`;
}

const warning = (mail: Mail) => mail.bounced.length > 0 && html`<span class="bad">${words.bounced}</span>`;

const withLinks = (text: string, link: (url: string) => Html) =>
  text.split(LINK).map((part, at) => (at % 2 ? link(part) : html`${part}`));

const VIEWS: Record<View, (mail: Mail, email: Email, raw: Buffer) => Html> = {
  '': (
    mail,
    email,
    raw,
  ) => html`<p class="note">${words.from}　${mail.from}<br>${words.recipient}　${mail.to.join(', ')} ${warning(mail)}<br>
${words.time}　${japanTime(mail.time)}</p>
<div class="panel"><pre>${withLinks(textOf(email), (url) => html`<a href="${url}">${url}</a>`)}</pre></div>
${email.attachments.length > 0 && html`<h2>${words.attachments}</h2><ul>${email.attachments.map(attachment)}</ul>`}
<details class="panel"><summary>${words.headers}</summary><pre><code>${raw.toString().split(/\r?\n\r?\n/, 1)}</code></pre></details>
<p><a href="/mail/${mail.id}/raw">${words.download}</a></p>`,

  phone: (mail, email) => html`<p class="note">${words.phoneNote}</p>
<div class="phone"><div class="panel"><span class="note">${words.app}</span>
<div class="clip"><b>${mail.subject || words.noSubject}</b><br>${textOf(email).slice(0, 80)}</div></div>
<article><h2>${mail.subject || words.noSubject}</h2><p class="note">${mail.from}<br>${japanTime(mail.time)}</p>
<pre>${withLinks(textOf(email), (url) => html`<a href="${url}">${url}</a>`)}</pre></article></div>`,

  lgwan: (mail, email) => html`<p class="note">${words.lgwanNote}</p>
<div class="panel lgwan"><h2>${mail.subject || words.noSubject}</h2><p class="note">${mail.from}<br>${japanTime(mail.time)}</p>
<pre>${withLinks(textOf(email), (url) => html`<u>${url}</u>`)}</pre>
${email.attachments.length > 0 && html`<p class="bad">${words.removed(email.attachments.length)}</p>`}</div>`,
};

function attachment({ filename, mimeType, content }: Email['attachments'][number]): Html {
  const size = typeof content === 'string' ? content.length : content.byteLength;
  return html`<li>${filename ?? mimeType}（${words.bytes(size)}）</li>`;
}
