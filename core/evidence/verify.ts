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

/** What can be wrong with an event of a timeline. cli/text.ts holds the words. */
export type ProblemCode =
  | 'other-case'
  | 'wrong-number'
  | 'broken-link'
  | 'time-backwards'
  | 'header-changed'
  | 'content-changed'
  | 'content-missing'
  | 'checkpoint-unreadable'
  | 'signature-invalid'
  | 'checkpoint-foreign'
  | 'closing-unsigned';

export interface Problem {
  /** The place in the file, counted from 1. */
  event: number;
  code: ProblemCode;
}

export interface Verdict {
  problems: Problem[];
  events: number;
  headHash: string;
  /** Signed ends of the chain, each with the fingerprint of the key that an outsider compares with the published one. */
  anchors: { seq: number; keyFingerprint: string }[];
  /** Events after the last signed end, apart from the two that keep and tell its signature. */
  unsigned: number;
}

/** Checks an exported timeline: every event hash, every link, every body, the order of time, and the signed ends. */
export async function verifyTimeline(content: unknown): Promise<Verdict> {
  const { caseId, events } = exportSchema.parse(content);
  const problems: Problem[] = [];
  const anchors: Anchor[] = [];
  for (const [index, event] of events.entries()) {
    const wrong = [
      ...linkProblems(caseId, events, index),
      ...(await hashProblems(event)),
      ...closingProblems(events, index),
    ];
    if (event.type === 'timeline-anchored' && event.body) {
      const anchor = await checkAnchor(event.body, caseId, events);
      if (typeof anchor === 'string') wrong.push(anchor);
      else anchors.push({ ...anchor, index });
    }
    problems.push(...wrong.map((code) => ({ event: index + 1, code })));
  }
  return {
    problems,
    events: events.length,
    headHash: events.at(-1)?.hash ?? '',
    anchors: anchors.map(({ seq, keyFingerprint }) => ({ seq, keyFingerprint })),
    unsigned: await unsignedIn(events, anchors),
  };
}

type Anchor = Verdict['anchors'][number] & { index: number };

async function unsignedIn(events: readonly ExportedEvent[], anchors: readonly Anchor[]): Promise<number> {
  const end = Math.max(0, ...anchors.map(({ seq }) => seq));
  const own = new Set(anchors.map(({ index }) => index));
  for (const { index } of anchors) {
    if (await keeps(events[index - 1], events[index]?.body)) own.add(index - 1);
  }
  return events.filter((_, index) => index >= end && !own.has(index)).length;
}

/** Whether the event is the one that locked this very note away. */
async function keeps(event: ExportedEvent | undefined, anchor: ExportedEvent['body']): Promise<boolean> {
  const { what, sha256: kept } = event?.body ?? {};
  return what === 'checkpoint' && kept === toHex(await sha256(String(anchor?.note)));
}

type ExportedEvent = TimelineExport['events'][number];

/** How an event stands to the one before it. */
function linkProblems(caseId: string, events: readonly ExportedEvent[], index: number): ProblemCode[] {
  const event = events[index];
  const before = events[index - 1];
  if (event === undefined) return [];
  const checks: [boolean, ProblemCode][] = [
    [event.caseId === caseId, 'other-case'],
    [event.seq === index + 1, 'wrong-number'],
    [event.prevHash === (before?.hash ?? ''), 'broken-link'],
    [event.recordedAt >= (before?.recordedAt ?? ''), 'time-backwards'],
  ];
  return checks.flatMap(([right, what]) => (right ? [] : what));
}

/** A signature that is wrong is a problem of its own. */
const closingProblems = (events: readonly ExportedEvent[], index: number): ProblemCode[] =>
  events[index]?.type === 'case-closed' &&
  !events.slice(index).some(({ type }) => type === 'timeline-anchored')
    ? ['closing-unsigned']
    : [];

async function hashProblems({ hash, salt, body, ...header }: ExportedEvent): Promise<ProblemCode[]> {
  const problems: ProblemCode[] = [];
  if ((await eventHash(header as EventHeader)) !== hash) problems.push('header-changed');
  if (body === undefined) problems.push('content-missing');
  else if (!(await isBody(header.bodyHash, salt, body))) problems.push('content-changed');
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
): Promise<Verdict['anchors'][number] | ProblemCode> {
  const anchor = anchorBody.safeParse(body);
  if (!anchor.success) return 'checkpoint-unreadable';
  const { note, publicKey } = anchor.data;
  const key = fromBase64(publicKey);
  const signed = await openNote(note, key);
  if (signed === undefined) return 'signature-invalid';
  const leaf = /^case (\S+) (\d+) ([0-9a-f]{64})$/m.exec(signed);
  const seq = Number(leaf?.[2]);
  const end = { caseId, seq, hash: events[seq - 1]?.hash ?? '' };
  const expected = await checkpointBody(signed.split('\n', 1)[0] ?? '', [end]);
  if (leaf?.[1] !== caseId || signed !== expected) return 'checkpoint-foreign';
  return { seq, keyFingerprint: toHex(await sha256(key)) };
}
