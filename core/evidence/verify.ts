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
  for (const [index, event] of events.entries()) {
    const wrong = [...linkProblems(caseId, events, index), ...(await hashProblems(event))];
    if (event.type === 'timeline-anchored' && event.body) {
      const anchor = await checkAnchor(event.body, caseId, events);
      if (typeof anchor === 'string') wrong.push(anchor);
      else anchors.push(anchor);
    }
    problems.push(...wrong.map((what) => `event ${index + 1}: ${what}`));
  }
  const withoutBody = events.filter((event) => event.body === undefined).length;
  return { problems, events: events.length, headHash: events.at(-1)?.hash ?? '', withoutBody, anchors };
}

type ExportedEvent = TimelineExport['events'][number];

/** How an event stands to the one before it. */
function linkProblems(caseId: string, events: readonly ExportedEvent[], index: number): string[] {
  const event = events[index];
  const before = events[index - 1];
  if (event === undefined) return [];
  const checks: [boolean, string][] = [
    [event.caseId === caseId, 'belongs to another case'],
    [event.seq === index + 1, `stands as number ${event.seq}`],
    [event.prevHash === (before?.hash ?? ''), 'does not follow the event before it'],
    [event.recordedAt >= (before?.recordedAt ?? ''), 'was recorded before the event before it'],
  ];
  return checks.flatMap(([right, what]) => (right ? [] : what));
}

async function hashProblems({ hash, salt, body, ...header }: ExportedEvent): Promise<string[]> {
  const problems: string[] = [];
  if ((await eventHash(header as EventHeader)) !== hash) problems.push('its hash is not that of its header');
  if (body && !(await isBody(header.bodyHash, salt, body)))
    problems.push('its content is not what was recorded');
  return problems;
}

/** Content without a canonical form was never sealed, so it cannot be what was recorded. */
async function isBody(expected: string, salt: string, body: unknown): Promise<boolean> {
  try {
    return (await bodyHash(salt, body)) === expected;
  } catch {
    return false;
  }
}

const anchorBody = z.object({ note: z.string(), publicKey: z.base64() });

/** A signed note must name an end of this very chain. */
async function checkAnchor(
  body: unknown,
  caseId: string,
  events: readonly ExportedEvent[],
): Promise<Verdict['anchors'][number] | string> {
  const anchor = anchorBody.safeParse(body);
  if (!anchor.success) return 'its checkpoint cannot be read';
  const { note, publicKey } = anchor.data;
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
