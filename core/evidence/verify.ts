import * as z from 'zod';
import type { EventHeader } from '#/core/case/events.ts';
import { bodyHash, eventHash } from '#/core/evidence/chain.ts';
import { checkpointBody, openNote } from '#/core/evidence/checkpoint.ts';
import { fromBase64, sha256, toHex } from '#/core/evidence/hash.ts';

export const TIMELINE_FORMAT = 'hikeshi-timeline/1';

const event = z.strictObject({
  caseId: z.string(),
  seq: z.int(),
  type: z.string(),
  occurredAt: z.string(),
  recordedAt: z.string(),
  actor: z.string(),
  actingFor: z.string(),
  bodyHash: z.string(),
  prevHash: z.string(),
  hash: z.string(),
  salt: z.string(),
  body: z.record(z.string(), z.unknown()).optional(),
});

/** An exported timeline: everything that is needed to check it, and nothing that must be believed. */
export const exportSchema = z.strictObject({
  format: z.literal(TIMELINE_FORMAT),
  caseId: z.string(),
  exportedAt: z.string(),
  events: z.array(event).min(1),
});
export type TimelineExport = z.infer<typeof exportSchema>;

export interface Verdict {
  problems: string[];
  events: number;
  headHash: string;
  /** Events whose content retention has removed; their place in the chain is still checked. */
  withoutBody: number;
  /** Signed ends of the chain, each with the fingerprint of the key that an outsider compares with the published one. */
  anchors: { seq: number; keyFingerprint: string }[];
}

/** Checks an exported timeline: every event hash, every link, every body, the order of time, and the signed ends. */
export async function verifyTimeline(content: unknown): Promise<Verdict> {
  const { caseId, events } = exportSchema.parse(content);
  const problems: string[] = [];
  const anchors: Verdict['anchors'] = [];
  let previous = { hash: '', recordedAt: '' };
  for (const [index, { hash, salt, body, ...rest }] of events.entries()) {
    const header = rest as EventHeader;
    const wrong = (what: string) => problems.push(`event ${index + 1}: ${what}`);
    if (header.caseId !== caseId) wrong('belongs to another case');
    if (header.seq !== index + 1) wrong(`stands as number ${header.seq}`);
    if (header.prevHash !== previous.hash) wrong('does not follow the event before it');
    if (header.recordedAt < previous.recordedAt) wrong('was recorded before the event before it');
    if ((await eventHash(header)) !== hash) wrong('its hash is not that of its header');
    if (body && (await bodyHash(salt, body)) !== header.bodyHash)
      wrong('its content is not what was recorded');
    if (body && header.type === 'timeline-anchored') {
      const anchor = await checkAnchor(body, { caseId, seq: index, events });
      if (typeof anchor === 'string') wrong(anchor);
      else anchors.push(anchor);
    }
    previous = { hash, recordedAt: header.recordedAt };
  }
  const withoutBody = events.filter((it) => it.body === undefined).length;
  return { problems, events: events.length, headHash: previous.hash, withoutBody, anchors };
}

const anchorBody = z.object({ note: z.string(), publicKey: z.string() });

/** A signed note must name an end of this very chain. */
async function checkAnchor(
  body: unknown,
  { caseId, events }: { caseId: string; seq: number; events: TimelineExport['events'] },
): Promise<{ seq: number; keyFingerprint: string } | string> {
  const { note, publicKey } = anchorBody.parse(body);
  const key = fromBase64(publicKey);
  const signed = await openNote(note, key);
  if (signed === undefined) return 'the signature of its checkpoint is not valid';
  const leaf = /^case (\S+) (\d+) ([0-9a-f]{64})$/m.exec(signed);
  const seq = Number(leaf?.[2]);
  const end = { caseId, seq, hash: events[seq - 1]?.hash ?? '' };
  const expected = await checkpointBody(signed.split('\n', 1)[0] ?? '', [end]);
  if (leaf?.[1] !== caseId || signed !== expected)
    return 'its checkpoint does not name an end of this timeline';
  return { seq, keyFingerprint: toHex(await sha256(key)) };
}
