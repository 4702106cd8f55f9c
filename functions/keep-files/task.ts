import * as z from 'zod';
import { type Carrier, carry, casesOf, forEachCase } from '#/core/case/carry.ts';
import type { Evidence } from '#/core/case/case.ts';
import { nothing } from '#/core/case/decision.ts';
import type { Happening } from '#/core/case/events.ts';
import { attachmentEvidenceId, uploadEvidenceId } from '#/core/case/files.ts';
import { lockAway } from '#/core/case/open.ts';
import { Fault } from '#/core/fault.ts';
import type { KeepSource, Objects, PendingErrand, Uploads } from '#/core/ports.ts';
import { line } from '#/core/report/mail.ts';
import type { MailFile } from '#/core/report/mail-parts.ts';
import { addMinutes, addSeconds } from '#/core/time.ts';

/** From a machine: what one case owes. From the schedule: what was not there yet, or was left anywhere. */
export const input = z.union([z.object({ caseId: z.string() }), z.object({ schedule: z.string() })]);

export interface Ports extends Carrier {
  objects: Pick<Objects, 'preserve' | 'read'>;
  uploads: Pick<Uploads, 'read' | 'remove'>;
  attachmentsOf(mail: Uint8Array): { files: (MailFile & { content: Uint8Array })[]; left: MailFile[] };
}

type KeepErrand = Extract<PendingErrand, { errand: 'keep' }>;

/** The shortest is longer than this function may run. A mail that kills it must not keep it from the others. */
const PAUSE_MINUTES = { upload: 1, mail: 5 };
/** How long a browser may still be sending after the report is in. */
const UPLOAD_MINUTES = 60;
/** Attempts of which nobody knows how they ended: each may have been the death of this function. */
const UNMARKED = 3;
const BEGINS_SECONDS = 30;
/** Each is four writes of the hundred of a transaction. */
const AT_ONCE = 20;

export async function keepFiles(ports: Ports, given: z.infer<typeof input>): Promise<{ kept: number }> {
  const { cases, moment } = ports;
  let kept = 0;
  const latest = addSeconds(moment.now(), BEGINS_SECONDS);
  await forEachCase(moment, await casesOf(ports, given, 'keep'), async (caseId) => {
    for (const errand of await cases.errands(caseId)) {
      if (moment.now() > latest) return;
      if (errand.errand === 'keep') kept += await attempt(ports, errand);
    }
  });
  return { kept };
}

/** A failure that can still be told is not one that took this function down. */
async function attempt(ports: Ports, errand: KeepErrand): Promise<number> {
  const { cases, moment } = ports;
  const { caseId, key, source } = errand;
  const pause = 'upload' in source ? PAUSE_MINUTES.upload : PAUSE_MINUTES.mail;
  const attempts = await cases.claim(caseId, key, moment.now(), addMinutes(moment.now(), pause));
  if (attempts === undefined) return 0;
  try {
    if ('upload' in source) return await keepUpload(ports, errand, source);
    const isDeadly = attempts - errand.refused > UNMARKED;
    return await keepAttachments(ports, errand, { ...source, isDeadly });
  } catch (error) {
    await cases.noteRefused(caseId, key);
    throw error;
  }
}

async function keepUpload(
  ports: Ports,
  errand: KeepErrand,
  source: Extract<KeepSource, { upload: string }>,
): Promise<number> {
  const { moment, uploads } = ports;
  const name = line(source.name);
  const evidenceId = uploadEvidenceId(source.upload);
  const bytes = await uploads.read(source.upload);
  if (bytes === undefined) {
    const over = moment.now() >= addMinutes(errand.dueAt, UPLOAD_MINUTES);
    if (over) await record(ports, errand, [{ type: 'file-missing', body: { evidenceId, name } }]);
    return 0;
  }
  const object = await lockAway(ports, 'report-file', bytes);
  await record(ports, errand, [
    { type: 'evidence-preserved', body: { evidenceId, what: 'report-file', ...object, name } },
  ]);
  await uploads.remove(source.upload);
  return 1;
}

async function keepAttachments(
  ports: Ports,
  errand: KeepErrand,
  { mail, virus, isDeadly }: Extract<KeepSource, { mail: string }> & { isDeadly: boolean },
): Promise<number> {
  const subject = await ports.cases.load(errand.caseId);
  if (subject === undefined) throw new Fault('CaseNotFound');
  const { evidence } = subject;
  const found = isDeadly ? undefined : await takenApart(ports, evidence[mail]);
  if (found === undefined) {
    await record(ports, errand, [{ type: 'attachments-left', body: { evidenceId: mail } }]);
    return 0;
  }
  const kept: Happening[] = [];
  for (const [index, { name, mediaType, marks, content }] of found.files.entries()) {
    const evidenceId = attachmentEvidenceId(mail, index + 1);
    if (Object.hasOwn(evidence, evidenceId)) continue;
    const object = await lockAway(ports, 'mail-attachment', content);
    const seen = { name: line(name), mediaType: line(mediaType), marks, virus };
    kept.push({
      type: 'evidence-preserved',
      body: { evidenceId, what: 'mail-attachment', ...object, ...seen },
    });
  }
  const count = found.left.length;
  const left: Happening[] = [{ type: 'attachments-left', body: { evidenceId: mail, count } }];
  await record(ports, errand, count === 0 ? kept : [...kept, ...left]);
  return kept.length;
}

/** Undefined where a mail cannot be taken apart at all: its bytes will be the same tomorrow. */
async function takenApart({ objects, moment, attachmentsOf }: Ports, original: Evidence | undefined) {
  if (original === undefined) return undefined;
  const bytes = await objects.read(original);
  try {
    return attachmentsOf(bytes);
  } catch (error) {
    moment.warn('mail not taken apart', error);
    return undefined;
  }
}

/** The errand is done with the last of the events. What an attempt before has written is not written again. */
async function record(
  ports: Ports,
  { caseId, key }: KeepErrand,
  happened: readonly Happening[],
): Promise<void> {
  if (happened.length === 0) await ports.cases.finish(caseId, key);
  for (let from = 0; from < happened.length; from += AT_ONCE) {
    const finished = from + AT_ONCE < happened.length ? [] : [key];
    await carry(ports, { caseId, actor: 'step:keep-files' }, ({ evidence }) => {
      const happenings = happened
        .slice(from, from + AT_ONCE)
        .filter(
          ({ type, body }) => type !== 'evidence-preserved' || !Object.hasOwn(evidence, body.evidenceId),
        );
      return happenings.length === 0 ? nothing : { happenings, errands: [], finished };
    });
  }
}
