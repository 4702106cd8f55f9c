import { createTransport } from 'nodemailer';
import type { Switches } from '#/local/mail/mail-store.ts';
import { CHECKS, VERDICTS, type Verdicts } from '#/local/mail/received-mail.ts';
import { type Html, html } from '#/local/pages/page.ts';
import { mailInText as words } from '#/local/pages/text-pages.ts';

/** Where mail to the desk comes in. */
export interface MailDoor {
  port: number;
  /** Nobody receives mail where this is missing. */
  address: string | undefined;
}

/** The part of the mailbox page that is about mail to the desk. */
export function mailInPanel({ port, address }: MailDoor, { verdicts }: Switches): Html | false {
  if (address === undefined) return false;
  const selects = CHECKS.map((check) => {
    const options = VERDICTS.map(
      (verdict) =>
        html`<option value="${verdict}"${verdict === verdicts[check] && html` selected`}>${words.verdicts[verdict]}</option>`,
    );
    return html`<label>${words.checks[check]}<select name="${check}">${options}</select></label>`;
  });
  return html`<section class="panel"><h2>${words.title}</h2><p class="note">${words.note(address, port)}</p>
<form method="post" action="/mail/in" class="letter"><label>${words.from}<input type="email" name="from" value="${words.exampleFrom}" required></label>
<label>${words.subject}<input name="subject"></label><label>${words.text}<textarea name="text" rows="5"></textarea></label>
<button>${words.send}</button></form>
<h2>${words.checked}</h2><p class="note">${words.checkedNote}</p>
<form method="post" class="letter">${selects}<button>${words.turn}</button></form></section>`;
}

/** Through SMTP, like anybody's mail. Fails as the server answers. */
export async function sendIn({ port, address }: MailDoor, form: URLSearchParams): Promise<void> {
  const given = (name: string) => form.get(name) ?? '';
  const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true });
  await transport.sendMail({
    from: given('from'),
    to: address,
    subject: given('subject'),
    text: given('text'),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

/** What the form says of the checks; where it says nothing they stay. */
export function turnedVerdicts(before: Verdicts, form: URLSearchParams): Verdicts {
  const asked = CHECKS.flatMap((check) => {
    const verdict = VERDICTS.find((one) => one === form.get(check));
    return verdict ? [[check, verdict]] : [];
  });
  return { ...before, ...Object.fromEntries(asked) };
}
