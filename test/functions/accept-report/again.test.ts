import { describe, expect, test } from 'vitest';
import { workingLevel } from '#/core/case/decision.ts';
import { is } from '#/core/case/events.ts';
import { mayRead } from '#/core/case/rights.ts';
import { reviewCase } from '#/functions/review-case/task.ts';
import { sendMail } from '#/functions/send-mail/task.ts';
import { sweepDue } from '#/functions/sweep-due/task.ts';
import { learned, personOf, worldAt } from '#/test/core/stage.ts';
import { Hall } from '#/test/functions/hall.ts';
import { SCHEDULE } from '#/test/functions/send-mail/called.ts';
import { wakayama } from '#/test/simulation/policy.ts';

const AT_NIGHT = '2026-11-20T13:00:00.000Z';
const EARLY = { kind: 'suspicious-mail', personalData: 'unknown', section: 'childcare' };

/** Reported at night from the early button, announced, and every mail kept until the morning. */
async function early(fields: Record<string, string> = {}, now = AT_NIGHT): Promise<[Hall, string]> {
  const hall = await Hall.open();
  hall.now = now;
  const caseId = await hall.report({ ...EARLY, ...fields });
  await reviewCase(hall.ports, { caseId, run: 1, execution: `${caseId}-incident-1` });
  await sendMail(hall.ports, { caseId });
  return [hall, caseId];
}
const again = (hall: Hall, more: Record<string, string>) => hall.report({ ...EARLY, ...more });

const told = async (hall: Hall, caseId: string, since: number) =>
  (await hall.cases.timeline(caseId))
    .slice(since)
    .flatMap((event) =>
      is(event, 'notices-queued') ? event.body.to.map(({ person }) => `${event.body.text} ${person}`) : [],
    );

describe('R01 R38 a report sent again with more', () => {
  test('raises what is graver, and lets nothing that was said be unsaid', async () => {
    const [hall, caseId] = await early({ kind: 'other', section: '' });
    await again(hall, {
      danger: 'yes',
      overlay: 'protected',
      personalData: 'yes',
      mail: 'hana@city.example',
    });
    await again(hall, { danger: 'no', personalData: 'no', happened: '訂正', section: 'digital' });
    expect(await hall.case(caseId)).toMatchObject({
      kind: 'suspicious-mail',
      section: 'childcare',
      danger: true,
      overlays: ['protected'],
      restricted: true,
      personalData: 'yes',
      unread: true,
    });
  });

  test('raises what the policy says raises its kind', async () => {
    const { id = '', raisedBy = [] } = wakayama.kinds.find((kind) => kind.raisedBy.length > 0) ?? {};
    const [hall, caseId] = await early({ kind: id });
    await again(hall, { kind: id, raised: raisedBy[0]?.words ?? '' });
    await again(hall, { kind: id, happened: '訂正' });
    expect(await hall.case(caseId)).toMatchObject({ raised: [raisedBy[0]?.words] });
    expect(workingLevel(await hall.case(caseId), wakayama)).toBe(raisedBy[0]?.level);
  });

  test('keeps the graver of two answers, and each that was given', async () => {
    const [hall, caseId] = await early({ kind: 'mail-missent', 'told.leak': 'occurred' });
    await again(hall, { kind: 'mail-missent', 'told.leak': 'suspected', 'told.financial': 'yes' });
    const { told: known } = await hall.case(caseId);
    expect(known).toEqual({ leak: 'occurred', financial: 'yes' });
  });

  test('is at the level that works at once: the mails kept for the morning go out, and the desk is asked by an earlier time', async () => {
    const [hall, caseId] = await early();
    expect(hall.mail.sent).toEqual([]);
    const before = await hall.case(caseId);
    expect(before.tasks['assess-1']?.due).toBe('2026-11-24T08:15:00.000Z');
    await again(hall, { danger: 'yes' });
    const after = await hall.case(caseId);
    expect(workingLevel(after, wakayama)).toBe(4);
    expect(after.tasks['assess-1']?.state).toBe('dropped');
    expect(after.tasks['assess-2']).toMatchObject({ state: 'open', post: 'contact-unit' });
    expect(after.tasks['assess-2']?.due).toBe('2026-11-20T13:30:00.000Z');
    await sendMail(hall.ports, SCHEDULE);
    const people = hall.mail.sent.map(({ to }) => to);
    expect(people).toContain('desk-1@city.example');
    expect(people).toContain('childcare-head@city.example');
  });

  test('lets the machine look again, at the next turn of the schedule', async () => {
    const [hall, caseId] = await early();
    await hall.cases.keepToken(caseId, 'incident', 'token');
    await again(hall, { happened: '書き足し' });
    expect(hall.woken).toEqual([]);
    await sweepDue(hall.ports);
    expect(hall.woken).toEqual(['token']);
    expect((await hall.case(caseId)).stirred).toBeGreaterThan(0);
  });

  test('about the head of the section takes that person out of it, and tells whoever stands in, once', async () => {
    const [hall, caseId] = await early();
    const { seq } = await hall.case(caseId);
    expect(mayRead(personOf('childcare-head'), await hall.case(caseId), worldAt(hall.now))).toBe(true);
    await again(hall, { concerns: 'section-manager' });
    await again(hall, { concerns: 'section-manager', happened: '書き足し' });
    const after = await hall.case(caseId);
    expect(mayRead(personOf('childcare-head'), after, worldAt(hall.now))).toBe(false);
    expect((await hall.cases.ofReader('section:childcare')).length).toBe(0);
    const since = await told(hall, caseId, seq);
    expect(since.filter((mail) => mail.endsWith('childcare-head'))).toEqual([]);
    expect(since.filter((mail) => mail === 'report-in-stead executive')).toHaveLength(1);
  });

  test('about the desk is asked of whoever stands in for it, and the desk hears no more', async () => {
    const [hall, caseId] = await early();
    const { seq } = await hall.case(caseId);
    await again(hall, { concerns: 'contact-unit' });
    await again(hall, { concerns: 'section-manager', happened: '書き足し' });
    const after = await hall.case(caseId);
    const open = Object.values(after.tasks).filter(({ state }) => state === 'open');
    expect(open.map(({ ask, post }) => `${ask} ${post}`)).toEqual(['assess deputy-executive-officer']);
    expect((await told(hall, caseId, seq)).filter((mail) => mail.includes('desk-'))).toEqual([]);
    for (const id of ['desk-1', 'childcare-head'])
      expect(mayRead(personOf(id), after, worldAt(hall.now))).toBe(false);
  });

  test('is announced to a section that was not named before, and to an address that was not', async () => {
    const [hall, caseId] = await early({ section: '' }, '2026-11-20T02:00:00.000Z');
    const { seq } = await hall.case(caseId);
    await again(hall, { mail: 'hana@city.example' });
    expect(await told(hall, caseId, seq)).toContain('report-in-section childcare-head');
    expect(await hall.cases.errands(caseId)).toContainEqual(
      expect.objectContaining({ errand: 'reply', text: 'receipt' }),
    );
  });

  test('with news within ten minutes is not kept back', async () => {
    const [hall, caseId] = await early({}, '2026-11-20T02:00:00.000Z');
    await again(hall, { happened: '書き足し' });
    const { seq } = await hall.case(caseId);
    await again(hall, { happened: 'まだある' });
    expect(await told(hall, caseId, seq)).toEqual([]);
    await again(hall, { danger: 'yes' });
    expect(await told(hall, caseId, seq)).toContain('report-arrived desk-1');
  });

  test('is found by what it now says, and by nothing where few may read it', async () => {
    const [hall, caseId] = await early();
    await again(hall, { happened: 'https://bad.example/invoice' });
    expect((await hall.case(caseId)).likeness?.keys.map((key) => key.split(':')[0])).toEqual(['url']);
    await again(hall, { happened: 'https://bad.example/invoice', overlay: 'protected' });
    const [key] = (await hall.case(caseId)).likeness?.keys ?? [];
    expect(key && (await hall.cases.like(key, '2026-01-01T00:00:00.000Z'))).toEqual([]);
  });

  test('does not change what the desk has found out', async () => {
    const [hall, caseId] = await early({ kind: 'other' });
    const facts = { kind: 'mail-missent', known: [{ at: hall.now, ...learned().facts }] };
    await hall.say(caseId, {
      type: 'facts-recorded',
      body: { revision: 1, facts, suggested: 1, entered: { mode: 'learned', at: hall.now, changes: [] } },
    });
    await again(hall, { kind: 'ransomware' });
    expect(await hall.case(caseId)).toMatchObject({ kind: 'mail-missent', reportedKind: 'ransomware' });
  });
});
