import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { EventHeader, Happening, TimelineEvent } from '#/core/case/events.ts';
import { bodyHash, eventHash } from '#/core/evidence/chain.ts';
import { checkpointBody, signedNote } from '#/core/evidence/checkpoint.ts';
import { sha256, toBase64, toHex } from '#/core/evidence/hash.ts';
import { TIMELINE_FORMAT, verifyTimeline } from '#/core/evidence/verify.ts';
import { SAMPLES } from '#/test/core/samples.ts';
import { CASE_ID, type Grown, grow, later, NOW, responding } from '#/test/core/stage.ts';
import { MemorySigner } from '#/test/simulation/memory-ports.ts';

const signer = new MemorySigner();
const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');

const exported = (events: readonly unknown[], caseId = CASE_ID) => ({
  format: TIMELINE_FORMAT,
  caseId,
  exportedAt: later(60),
  events,
});
const problemsOf = async (events: readonly unknown[], caseId = CASE_ID) =>
  (await verifyTimeline(exported(events, caseId))).problems
    // Most of these timelines are looked at before they are signed.
    .filter(({ code }) => code !== 'closing-unsigned')
    .map(({ event, code }) => `${event}: ${code}`);

async function noteFor(end: { caseId: string; seq: number; hash: string }, by = signer, key = by) {
  const body = await checkpointBody('hikeshi/wakayama', [end]);
  const publicKey = await key.publicKey();
  const signature = await by.sign(new TextEncoder().encode(body));
  const note = await signedNote(body, 'hikeshi/wakayama', publicKey, signature);
  return { note, publicKey: toBase64(publicKey) };
}

async function anchored(grown: Grown, body?: { note: string; publicKey: string }): Promise<Grown> {
  const { caseId, seq, headHash } = grown.subject;
  const anchor = body ?? (await noteFor({ caseId, seq, hash: headHash }));
  return grow(grown, [{ type: 'timeline-anchored', body: anchor }], { now: later(20) });
}

/** What a forger with write access would do: change events and compute every hash anew. */
async function reseal(events: readonly TimelineEvent[]): Promise<TimelineEvent[]> {
  const chain: TimelineEvent[] = [];
  for (const { hash: _, salt, body, ...header } of events) {
    const next: EventHeader = { ...header, prevHash: chain.at(-1)?.hash ?? '' };
    if (body) next.bodyHash = await bodyHash(salt, body);
    chain.push({ ...next, hash: await eventHash(next), salt, ...(body && { body }) });
  }
  return chain;
}

const closing: Happening[] = [
  { type: 'charge-taken', body: { person: 'executive', post: 'executive-officer' } },
  { type: 'case-closed', body: { summary: '回収済み' } },
];
let closed: Grown;
let sealed: Grown;
beforeAll(async () => {
  closed = await grow(await responding(), closing, { actor: 'person:executive', now: later(10) });
  sealed = await anchored(closed);
});

describe('R24 an exported timeline', () => {
  test('untouched has no problem, and names its end and its anchor', async () => {
    const verdict = await verifyTimeline(JSON.parse(JSON.stringify(exported(sealed.events))));
    expect(verdict).toEqual({
      problems: [],
      events: 6,
      headHash: sealed.subject.headHash,
      anchors: [{ seq: 5, keyFingerprint: toHex(await sha256(await signer.publicKey())) }],
      unsigned: 0,
    });
  });

  test('with anything changed in any field of any event has a problem', async () => {
    const fields = Object.keys(closed.events[0] ?? {}) as (keyof TimelineEvent)[];
    expect(fields).toHaveLength(12);
    const at = fc.nat(closed.events.length - 1);
    await fc.assert(
      fc.asyncProperty(at, fc.constantFrom(...fields), fc.nat(), async (index, field, where) => {
        const events = structuredClone(closed.events) as unknown as Record<string, unknown>[];
        const event = events[index] ?? {};
        event[field] = spoiled(event[field], where);
        expect(await problemsOf(events), `${field} of event ${index + 1}`).not.toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  test('with two events exchanged, one in the middle left out, or one repeated has a problem', async () => {
    const [one, two, three, ...rest] = closed.events;
    expect(await problemsOf([one, three, two, ...rest])).not.toEqual([]);
    expect(await problemsOf([one, three, ...rest])).not.toEqual([]);
    expect(await problemsOf([one, two, two, three, ...rest])).not.toEqual([]);
    expect(await problemsOf([two, three, ...rest])).not.toEqual([]);
  });

  test('cut off at its end is only betrayed by a checkpoint kept elsewhere', async () => {
    expect(await problemsOf(closed.events.slice(0, -1))).toEqual([]);
    expect(sealed.events.at(-1)?.body).toHaveProperty(
      'note',
      expect.stringContaining(`case ${CASE_ID} 5 ${closed.subject.headHash}`),
    );
    expect((await verifyTimeline(exported(closed.events.slice(0, -1)))).headHash).not.toBe(
      closed.subject.headHash,
    );
  });

  test('with the contents of two events exchanged has a problem', async () => {
    const events = structuredClone(closed.events);
    const [first, second] = events;
    if (!first?.body || !second?.body) throw new Error('two events expected');
    [first.body, second.body] = [second.body, first.body];
    expect(await problemsOf(events)).toEqual(['1: content-changed', '2: content-changed']);
  });

  test('without the content of an event has a problem', async () => {
    const events = sealed.events.map(({ body, ...event }) => (event.seq === 2 ? event : { ...event, body }));
    expect(await problemsOf(events)).toEqual(['2: content-missing']);
  });

  test('that is closed without a signature after it has a problem', async () => {
    const { problems } = await verifyTimeline(exported(closed.events));
    expect(problems).toEqual([{ event: 5, code: 'closing-unsigned' }]);
    expect((await verifyTimeline(exported(closed.events.slice(0, -1)))).problems).toEqual([]);
  });

  test('in which time runs backwards has a problem, even if every hash is right', async () => {
    const events = structuredClone(closed.events);
    const last = events.at(-1);
    if (last) last.recordedAt = later(-5);
    expect(await problemsOf(await reseal(events))).toEqual(['5: time-backwards']);
  });

  test('with an event of another case has a problem, even if every hash is right', async () => {
    const events = structuredClone(closed.events);
    if (events[2]) events[2].caseId = '20261120-00002';
    expect(await problemsOf(await reseal(events))).toEqual(['3: other-case']);
    expect(await problemsOf(closed.events, '20261120-00002')).toHaveLength(5);
  });

  test('with a number given twice has a problem, even if every hash is right', async () => {
    const events = structuredClone(closed.events);
    if (events[3]) events[3].seq = 3;
    expect(await problemsOf(await reseal(events))).toEqual(['4: wrong-number']);
  });

  test('that is no timeline at all is refused', async () => {
    await expect(verifyTimeline(exported([]))).rejects.toThrow();
    await expect(verifyTimeline({ ...exported(closed.events), format: 'other' })).rejects.toThrow();
    await expect(verifyTimeline(null)).rejects.toThrow();
  });
});

describe('R24 the anchor of a timeline', () => {
  test('betrays a chain that was written anew with every hash right', async () => {
    const events = structuredClone(sealed.events);
    const assessed = events[1];
    if (assessed) assessed.occurredAt = NOW.replace('08:', '07:');
    expect(await problemsOf(await reseal(events))).toEqual(['6: checkpoint-foreign']);
  });

  test('tells how many events came after it, apart from its own two', async () => {
    const { caseId, seq, headHash: hash } = closed.subject;
    const anchor = await noteFor({ caseId, seq, hash });
    const kept = (text: string): Happening => ({
      type: 'evidence-preserved',
      body: { ...SAMPLES['evidence-preserved'], what: 'checkpoint', sha256: sha256Of(text) },
    });
    const unsigned = async (...after: Happening[]) =>
      (await verifyTimeline(exported((await grow(closed, after)).events))).unsigned;
    const signed: Happening = { type: 'timeline-anchored', body: anchor };
    const read: Happening = { type: 'evidence-read', body: SAMPLES['evidence-read'] };
    expect(await unsigned()).toBe(5);
    expect(await unsigned(kept(anchor.note), signed)).toBe(0);
    expect(await unsigned(kept(anchor.note), signed, read, read)).toBe(2);
    expect(await unsigned(read, kept(anchor.note), signed)).toBe(1);
    expect(await unsigned(kept('another note'), signed)).toBe(1);
  });

  test('of another timeline is refused', async () => {
    const other = await noteFor({ caseId: '20261120-00002', seq: 5, hash: closed.subject.headHash });
    expect(await problemsOf((await anchored(closed, other)).events)).toHaveLength(1);
    const elsewhere = await noteFor({ caseId: CASE_ID, seq: 5, hash: '0'.repeat(64) });
    expect(await problemsOf((await anchored(closed, elsewhere)).events)).toHaveLength(1);
  });

  test('signed by somebody else under our key is refused', async () => {
    const { caseId, seq, headHash: hash } = closed.subject;
    const forged = await noteFor({ caseId, seq, hash }, new MemorySigner(), signer);
    expect(await problemsOf((await anchored(closed, forged)).events)).toEqual(['6: signature-invalid']);
  });

  test('signed with a key of the forger is told by the fingerprint', async () => {
    const { caseId, seq, headHash: hash } = closed.subject;
    const forger = new MemorySigner();
    const { anchors } = await verifyTimeline(
      exported((await anchored(closed, await noteFor({ caseId, seq, hash }, forger))).events),
    );
    expect(anchors[0]?.keyFingerprint).toBe(toHex(await sha256(await forger.publicKey())));
    expect(anchors[0]?.keyFingerprint).not.toBe(toHex(await sha256(await signer.publicKey())));
  });

  test('that cannot be read is a problem, and not the end of the verifier', async () => {
    const good = await noteFor({ caseId: CASE_ID, seq: 5, hash: closed.subject.headHash });
    for (const body of [
      { ...good, publicKey: 'no key' },
      { ...good, publicKey: toBase64(Uint8Array.of(1, 2, 3)) },
      { ...good, note: 'no note' },
      { ...good, note: good.note.replace(/\S+\n$/, '%%%\n') },
      { key: 'nothing of what is expected' } as unknown as typeof good,
    ])
      expect(await problemsOf((await anchored(closed, body)).events)).not.toEqual([]);
  });

  test('content that has no canonical form is a problem, and not the end of the verifier', async () => {
    const events = structuredClone(closed.events);
    const last = events.at(-1);
    if (last) last.body = { summary: '\ud800' };
    expect(await problemsOf(events)).toEqual(['5: content-changed']);
  });
});

function spoiled(value: unknown, where: number): unknown {
  if (typeof value === 'number') return value + 1;
  if (typeof value !== 'string') return { ...(value as object), added: 'something' };
  const at = where % (value.length + 1);
  return value.slice(0, at) + (value[at] === 'a' ? 'b' : 'a') + value.slice(at + 1);
}
