import * as z from 'zod';
import type { Carrier } from '#/core/case/carry.ts';
import { keepOriginal, openCase } from '#/core/case/open.ts';
import { addAnswer, threadOf } from '#/core/mail/answers.ts';
import type { Inbox, Machines, Objects, Signer } from '#/core/ports.ts';
import { sweepInbox } from '#/core/report/inbox.ts';
import { mailReportId, reportOfMail } from '#/core/report/mail.ts';
import { type MailParts, UNREADABLE } from '#/core/report/mail-parts.ts';
import { recogniseProbe } from '#/core/report/probe.ts';
import { receiptIdOf } from '#/core/report/report.ts';
import { type Envelope, POLICIES, VERDICTS } from '#/core/report/sender.ts';

/** A verdict that we do not know, or that is missing, speaks for nothing; the mail is taken in all the same. */
const verdict = z
  .object({ status: z.enum(VERDICTS) })
  .catch({ status: 'PROCESSING_FAILED' })
  .transform(({ status }) => status);

/** The part of SES's event that is used: the envelope and what was found. All else comes from the mail itself. */
const received = z.object({
  Records: z.tuple([
    z.object({
      ses: z.object({
        mail: z.object({
          messageId: z.string().regex(/^[\w-]{1,100}$/),
          source: z.string().catch(''),
        }),
        receipt: z.object({
          recipients: z.array(z.string()).catch([]),
          spamVerdict: verdict,
          virusVerdict: verdict,
          spfVerdict: verdict,
          dkimVerdict: verdict,
          dmarcVerdict: verdict,
          dmarcPolicy: z.string().toLowerCase().pipe(z.enum(POLICIES)).optional().catch(undefined),
        }),
      }),
    }),
  ]),
});

/** From SES: one mail. From the schedule: whatever was left in the inbox. */
export const input = z.union([received, z.object({ schedule: z.string() })]);

/** Lambda tries a mail at once and twice more, and then the schedule every minute. */
const TRIES = { most: 3, minutes: 24 * 60 };

type Ports = Carrier & {
  inbox: Inbox;
  objects: Objects;
  machines: Machines;
  signer: Pick<Signer, 'mac'>;
  mailFrom: string;
};

export async function acceptMail(ports: Ports, given: z.output<typeof input>): Promise<void> {
  if ('schedule' in given) return sweepInbox(ports, (messageId) => takeIn(ports, messageId));
  const { mail, receipt } = given.Records[0].ses;
  await takeIn(ports, mail.messageId, {
    sender: mail.source,
    to: receipt.recipients,
    verdicts: {
      spam: receipt.spamVerdict,
      virus: receipt.virusVerdict,
      spf: receipt.spfVerdict,
      dkim: receipt.dkimVerdict,
      dmarc: receipt.dmarcVerdict,
    },
    ...(receipt.dmarcPolicy && { dmarcPolicy: receipt.dmarcPolicy }),
  });
}

/** Raw bytes first, as with a form: then the case, whatever is in the mail, or the one that it answers; then its machine. Only then it is removed. */
async function takeIn(ports: Ports, messageId: string, told?: Envelope): Promise<void> {
  const { inbox, policy, signer } = ports;
  const bytes = await inbox.read(messageId);
  if (bytes === undefined) return;
  const original = await keepOriginal(ports, 'report-mail', bytes);
  const reportId = await mailReportId(signer, messageId);
  const parts = await partsOf(ports, messageId, bytes);
  const { ownDomains } = policy.profile.mail;
  const facts = reportOfMail(reportId, parts, told ?? inbox.envelope(bytes), ownDomains);
  const probe = await recogniseProbe(signer, 'mail', facts.report.happened, facts.report);
  const receiptId = await receiptIdOf(probe.report.reportId);
  const once = `report:${receiptId}`;
  const { mail, report } = facts;
  const { on, claimed, astray } = await threadOf(ports, { mail, bytes });
  const arrived = { once, original, mail, text: report.happened };
  const added = on !== undefined && (await addAnswer(ports, on, arrived));
  if (!added && !astray)
    await openCase(ports, { once, actor: 'sender' }, original, {
      type: 'report-accepted',
      body: { channel: 'mail', receiptId, mail: { ...mail, ...(claimed && { claimed }) }, ...probe },
    });
  await inbox.remove(messageId);
}

/** What has been tried so often and is no case yet may take this function down: a case that shows less is better than none. */
async function partsOf(
  { cases, inbox, moment }: Ports,
  messageId: string,
  bytes: Uint8Array,
): Promise<MailParts> {
  const tries = await cases.tally(`mail ${messageId}`, moment.now(), TRIES.minutes);
  try {
    if (tries > TRIES.most) throw new Error(`tried ${TRIES.most} times`);
    return await inbox.parse(bytes);
  } catch (error) {
    moment.warn('a mail that cannot be read', error);
    return UNREADABLE;
  }
}
