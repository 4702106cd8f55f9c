import { beforeEach, describe, expect, test } from 'vitest';
import type { Case } from '#/core/case/case.ts';
import { is, type TimelineEvent } from '#/core/case/events.ts';
import { replay } from '#/core/case/fold.ts';
import { openNote } from '#/core/evidence/checkpoint.ts';
import { fromBase64 } from '#/core/evidence/hash.ts';
import { TIMELINE_FORMAT, verifyTimeline } from '#/core/evidence/verify.ts';
import { anchorTimeline } from '#/functions/anchor-timeline/task.ts';
import { grow } from '#/test/core/stage.ts';
import { Hall } from '#/test/functions/hall.ts';

let hall: Hall;
let caseId: string;
const anchor = (run = 1, retries = 9) =>
  anchorTimeline(hall.ports, { caseId, run, execution: `${caseId}-incident-${run}`, retries });
const checkpoints = () => hall.objects.list('checkpoints/');
async function verdict() {
  const events = await hall.cases.timeline(caseId);
  return verifyTimeline({ format: TIMELINE_FORMAT, caseId, exportedAt: hall.now, events });
}
const close = () =>
  hall.say(
    caseId,
    { type: 'report-assessed', body: { incident: false, violation: false, reason: '誤報' } },
    { type: 'case-closed', body: { summary: '誤報' } },
  );

beforeEach(async () => {
  hall = await Hall.open();
  caseId = await hall.report();
});

describe('R24 the end of a closed case', () => {
  test('is signed, locked away, and verifies for an outsider', async () => {
    await close();
    const { seq, headHash } = await hall.case(caseId);
    await anchor();
    const events = await hall.cases.timeline(caseId);
    const verdict = await verifyTimeline({ format: TIMELINE_FORMAT, caseId, exportedAt: hall.now, events });
    expect(verdict).toMatchObject({ problems: [], anchors: [{ seq }] });
    const kept = [...hall.objects.stored.values()].find(({ key }) => key.startsWith('checkpoints/'));
    const note = new TextDecoder().decode(kept?.content);
    expect(await openNote(note, await hall.signer.publicKey())).toContain(
      `case ${caseId} ${seq} ${headHash}`,
    );
    expect(await hall.case(caseId)).toMatchObject({ anchoredSeq: seq + 2 });
  });

  test('is kept for five years, since it holds nothing personal', async () => {
    await close();
    await anchor();
    const kept = [...hall.objects.stored.values()].find(({ key }) => key.startsWith('checkpoints/'));
    expect(kept?.retainUntil.slice(0, 4)).toBe('2031');
    expect(new TextDecoder().decode(kept?.content)).not.toMatch(/内線|childcare/);
  });

  test('is signed once', async () => {
    await close();
    await anchor();
    await anchor();
    const kept = [...hall.objects.stored.keys()].filter((key) => key.startsWith('checkpoints/'));
    expect(kept).toHaveLength(1);
    expect((await hall.types(caseId)).filter((type) => type === 'timeline-anchored')).toHaveLength(1);
  });

  test('two at the same moment leave one anchor', async () => {
    await close();
    await Promise.all([anchor(), anchor()]);
    expect((await hall.types(caseId)).filter((type) => type === 'timeline-anchored')).toHaveLength(1);
  });

  test('is not signed while the case is open, and not for an earlier run', async () => {
    await anchor();
    expect(await hall.types(caseId)).not.toContain('timeline-anchored');
    await close();
    await expect(anchor(2)).rejects.toThrow('RunSuperseded');
  });

  test('is signed anew if somebody reads evidence meanwhile, so that nothing is left out', async () => {
    await close();
    const { sign } = hall.signer;
    hall.signer.sign = async (message) => {
      hall.signer.sign = sign;
      await hall.say(caseId, { type: 'evidence-read', body: { evidenceId: 'raw-1' } });
      return sign.call(hall.signer, message);
    };
    await expect(anchor()).rejects.toThrow('TooBusy');
    await anchor();
    expect(await verdict()).toMatchObject({ problems: [], unsigned: 0 });
    expect(await checkpoints()).toHaveLength(2);
  });

  test('is signed again when something came after it', async () => {
    await close();
    await anchor();
    await hall.say(caseId, { type: 'evidence-read', body: { evidenceId: 'raw-1' } });
    await anchor();
    expect(await verdict()).toMatchObject({ problems: [], unsigned: 0, anchors: [{}, {}] });
    expect(await checkpoints()).toHaveLength(2);
  });

  test('lies under the case, the number and the hash that it names', async () => {
    await close();
    const { seq, headHash } = await hall.case(caseId);
    await anchor();
    const number = String(seq).padStart(10, '0');
    expect(await checkpoints()).toEqual([`checkpoints/${caseId}/${number}-${headHash}`]);
  });

  test('is not marked where the signature could not be locked away', async () => {
    await close();
    hall.objects.preserveAs = async () => {
      throw new Error('no store');
    };
    await expect(anchor()).rejects.toThrow('no store');
    expect(await hall.case(caseId)).toMatchObject({ anchoredSeq: 0 });
  });

  test('carries the key with which it can be opened', async () => {
    await close();
    await anchor();
    const event = (await hall.cases.timeline(caseId)).at(-1);
    if (!event || !is(event, 'timeline-anchored')) throw new Error('no anchor');
    expect(fromBase64(event.body.publicKey)).toEqual(await hall.signer.publicKey());
  });
});

describe('R24 the key signs nothing that somebody wrote into the table', () => {
  /** What the table says from now on. */
  const told = async (events: TimelineEvent[], subject?: Case) => {
    const known = subject ?? (await hall.case(caseId));
    hall.cases.timeline = async () => events;
    hall.cases.load = async () => known;
  };
  const refused = async (doubt: string) => {
    const before = await checkpoints();
    await expect(anchor()).rejects.toMatchObject({ code: 'TimelineBroken', detail: { doubt } });
    expect(hall.alarms).toEqual(['TimelineBroken']);
    expect(await checkpoints()).toEqual(before);
  };
  /** The same case told anew, every hash right. */
  const rewritten = async (summary: string) => {
    const kept = (await hall.cases.timeline(caseId)).slice(0, 3) as Parameters<typeof replay>[1];
    return grow({ subject: replay(caseId, kept), events: [...kept] }, [
      { type: 'case-closed', body: { summary } },
    ]);
  };

  test('an event changed without its hash', async () => {
    await close();
    const events = structuredClone(await hall.cases.timeline(caseId));
    const last = events.at(-1);
    if (last) last.body = { summary: '別の話' };
    await told(events);
    await refused('chain');
  });

  test('an event without its content, or no event at all', async () => {
    await close();
    const events = await hall.cases.timeline(caseId);
    await told(events.map(({ body: _, ...event }) => event));
    await refused('chain');
    hall.alarms.length = 0;
    await told([]);
    await refused('chain');
  });

  test('a case that its timeline does not tell', async () => {
    await close();
    const subject = await hall.case(caseId);
    await told(await hall.cases.timeline(caseId), { ...subject, section: 'elsewhere' });
    await refused('case');
  });

  test('a case that was cut off behind, or written anew with every hash right, after its end was signed', async () => {
    await close();
    const before = await hall.cases.timeline(caseId);
    await anchor();
    const cut = await grow({ subject: replay(caseId, before.slice(0, 3)), events: before.slice(0, 3) }, [
      { type: 'evidence-read', body: { evidenceId: 'raw-1' } },
      { type: 'case-closed', body: { summary: '誤報' } },
    ]);
    await told(cut.events, cut.subject);
    await refused('checkpoint');
    hall.alarms.length = 0;
    const other = await rewritten('別の話');
    await told(other.events, other.subject);
    await refused('checkpoint');
  });

  test('but what is written while it is read is no lie', async () => {
    await close();
    const subject = await hall.case(caseId);
    const { load } = hall.cases;
    hall.cases.load = async () => {
      hall.cases.load = load;
      await hall.say(caseId, { type: 'evidence-read', body: { evidenceId: 'raw-1' } });
      return { ...subject, section: 'half read' };
    };
    await expect(anchor()).rejects.toThrow('TooBusy');
    expect(hall.alarms).toEqual([]);
    await anchor();
    expect(await verdict()).toMatchObject({ problems: [], unsigned: 0 });
  });
});

test('waits a little for mail that is on its way, and then signs without it', async () => {
  await close();
  await hall.decide(caseId, {
    happenings: [{ type: 'evidence-read', body: { evidenceId: 'raw-0' } }],
    errands: [
      { key: 'closed-desk-1', errand: 'mail', person: 'desk-1', post: 'contact-unit', text: 'case-closed' },
    ],
  });
  await expect(anchor(1, 0)).rejects.toThrow('TooBusy');
  await anchor(1, 4);
  expect((await verdict()).anchors).toHaveLength(1);
});
