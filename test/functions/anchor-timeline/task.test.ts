import { beforeEach, describe, expect, test } from 'vitest';
import { is } from '#/core/case/events.ts';
import { openNote } from '#/core/evidence/checkpoint.ts';
import { fromBase64 } from '#/core/evidence/hash.ts';
import { TIMELINE_FORMAT, verifyTimeline } from '#/core/evidence/verify.ts';
import { anchorTimeline } from '#/functions/anchor-timeline/task.ts';
import { Hall } from '#/test/functions/hall.ts';

let hall: Hall;
let caseId: string;
const anchor = (run = 1) =>
  anchorTimeline(hall.ports, { caseId, run, execution: `${caseId}-incident-${run}` });
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
    expect(await hall.case(caseId)).toMatchObject({ anchored: true });
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

  test('is signed as it was read, also if somebody reads evidence meanwhile', async () => {
    await close();
    const { sign } = hall.signer;
    hall.signer.sign = async (message) => {
      await hall.say(caseId, { type: 'evidence-read', body: { evidenceId: 'raw-1' } });
      return sign.call(hall.signer, message);
    };
    await anchor();
    const events = await hall.cases.timeline(caseId);
    expect(
      (await verifyTimeline({ format: TIMELINE_FORMAT, caseId, exportedAt: hall.now, events })).problems,
    ).toEqual([]);
  });

  test('is not marked where the signature could not be locked away', async () => {
    await close();
    hall.objects.preserve = async () => {
      throw new Error('no store');
    };
    await expect(anchor()).rejects.toThrow('no store');
    expect(await hall.case(caseId)).toMatchObject({ anchored: false });
  });

  test('carries the key with which it can be opened', async () => {
    await close();
    await anchor();
    const event = (await hall.cases.timeline(caseId)).at(-1);
    if (!event || !is(event, 'timeline-anchored')) throw new Error('no anchor');
    expect(fromBase64(event.body.publicKey)).toEqual(await hall.signer.publicKey());
  });
});
