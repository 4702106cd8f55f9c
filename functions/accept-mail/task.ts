import * as z from 'zod';
import type { Carrier } from '#/core/case/carry.ts';
import { keepOriginal, openCase } from '#/core/case/open.ts';
import type { Inbox, Machines, Objects } from '#/core/ports.ts';
import { reportOfMail, VERDICTS } from '#/core/report/mail.ts';

/** A verdict that we do not know, or that is missing, speaks for nothing; the mail is taken in all the same. */
const verdict = z
  .object({ status: z.enum(VERDICTS) })
  .catch({ status: 'PROCESSING_FAILED' })
  .transform(({ status }) => status);

/** The part of SES's event that is used. Sender, subject and recipients come from the mail itself. */
export const input = z.object({
  Records: z.tuple([
    z.object({
      ses: z.object({
        mail: z.object({ messageId: z.string().regex(/^[\w-]{1,100}$/) }),
        receipt: z.object({
          spamVerdict: verdict,
          virusVerdict: verdict,
          spfVerdict: verdict,
          dkimVerdict: verdict,
          dmarcVerdict: verdict,
        }),
      }),
    }),
  ]),
});

type Ports = Carrier & { inbox: Inbox; objects: Objects; machines: Machines };

/** Raw bytes first, as with a form: then the case, whatever is in the mail; then its machine. Nobody is answered yet. */
export async function acceptMail(ports: Ports, { Records }: z.output<typeof input>): Promise<void> {
  const { mail, receipt } = Records[0].ses;
  const bytes = await ports.inbox.read(mail.messageId);
  const original = await keepOriginal(ports, 'report-mail', bytes);
  const { parts, complete } = await ports.inbox.parse(bytes);
  const verdicts = {
    spam: receipt.spamVerdict,
    virus: receipt.virusVerdict,
    spf: receipt.spfVerdict,
    dkim: receipt.dkimVerdict,
    dmarc: receipt.dmarcVerdict,
  };
  const facts = await reportOfMail(mail.messageId, parts, { complete, verdicts });
  await openCase(ports, { once: `mail:${mail.messageId}`, actor: 'sender' }, original, {
    type: 'report-accepted',
    body: { channel: 'mail', ...facts },
  });
}
