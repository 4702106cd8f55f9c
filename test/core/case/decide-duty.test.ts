import { describe, expect, test } from 'vitest';
import type { Case, Duty } from '#/core/case/case.ts';
import type { Facts } from '#/core/case/facts.ts';
import { deriveDuties } from '#/core/duty/derive.ts';
import { closable, command, give, ready, task } from '#/test/core/case/given.ts';
import { CASE_IN } from '#/test/core/samples.ts';
import { DUTY, later, learned, mailed, NOW, ofType, sheetOf } from '#/test/core/stage.ts';
import { wakayama } from '#/test/simulation/policy.ts';

const [derived] = deriveDuties(wakayama, sheetOf(), { at: NOW, factsRevision: 1 }).filter(
  ({ dutyId }) => dutyId === DUTY,
);

describe('R20 the draft of an outside report', () => {
  const writtenBy = (id: string) =>
    ready({
      duties: { [DUTY]: { ...ready().duties[DUTY], draft: { revision: 2, author: `person:${id}` } } },
    });

  test('is not approved or returned by its author', () => {
    for (const name of ['ApproveDraft', 'ReturnDraft'] as const)
      expect(() => give(writtenBy('executive'), 'executive', name, { revision: 2 })).toThrow('SamePerson');
  });

  test('is approved only in the revision that was read', () => {
    for (const revision of [1, 3]) {
      expect(() => give(writtenBy('privacy'), 'executive', 'ApproveDraft', { revision })).toThrow(
        'DraftOutdated',
      );
      expect(() => give(writtenBy('privacy'), 'executive', 'ReturnDraft', { revision })).toThrow(
        'DraftOutdated',
      );
    }
    expect(give(writtenBy('privacy'), 'executive', 'ApproveDraft', { revision: 2 }).happenings).toHaveLength(
      1,
    );
  });

  test('written again has the next number', () => {
    const { happenings } = give(writtenBy('privacy'), 'privacy', 'WriteDraft');
    expect(happenings[0]).toMatchObject({ type: 'draft-written', body: { revision: 3, text: '案' } });
  });

  test('and each of its steps waits for its own task', () => {
    const bare = ready({ tasks: {} });
    for (const name of ['JudgeDuty', 'WriteDraft', 'RecordFiling'] as const)
      expect(() => give(bare, 'privacy', name)).toThrow('TaskNotOpen');
    for (const name of ['ReturnDraft', 'ApproveDraft'] as const)
      expect(() => give(bare, 'executive', name)).toThrow('TaskNotOpen');
  });

  test('a filing stands at the time it was made, not at the time it was entered', () => {
    const [filed] = give(ready(), 'privacy', 'RecordFiling', { filedAt: NOW }).happenings;
    expect(filed).toMatchObject({ occurredAt: NOW, body: { by: 'privacy' } });
  });
});

describe('R11 facts', () => {
  test('set aside a text that must be written anew, and say so; one that may be on its way out stays', () => {
    const given = (state: 'approving' | 'filing', facts: Facts) => {
      const duty = { ...ready().duties[DUTY], state, finding: derived } as Duty;
      const subject = ready({ facts: sheetOf(), factsRevision: 1, duties: { [DUTY]: duty } });
      const decision = give(subject, 'privacy', 'RecordFacts', { facts: learned(facts, { at: NOW }) });
      return ofType(decision, 'duties-derived').flatMap(({ body }) =>
        body.changes.filter(({ change }) => change === 'draft-set-aside'),
      );
    };
    const harmless: Facts = { published: '市のホームページ' };
    expect(given('filing', harmless)).toEqual([]);
    expect(given('approving', harmless)).toEqual([{ dutyId: DUTY, change: 'draft-set-aside' }]);
    expect(given('filing', { sensitive: 'yes' })).toEqual([{ dutyId: DUTY, change: 'draft-set-aside' }]);
  });

  test('assessing a report writes the facts and derives the duties in the same transaction', () => {
    const { happenings } = give(CASE_IN.reported, 'desk-1', 'AssessReport');
    expect(happenings.map(({ type }) => type)).toEqual([
      'report-assessed',
      'facts-recorded',
      'duties-derived',
    ]);
  });

  test('each record of facts is a new revision, and its duties are derived from it', () => {
    const decision = give(ready({ factsRevision: 4 }), 'desk-1', 'RecordFacts');
    expect(ofType(decision, 'facts-recorded')[0]?.body.revision).toBe(5);
    expect(ofType(decision, 'duties-derived')[0]?.body.findings[0]?.factsRevision).toBe(5);
  });

  test('the moment of knowing is stored in one form', () => {
    const facts = { ...learned(), at: '2026-11-20T17:10+09:00' };
    const decision = give(ready(), 'desk-1', 'RecordFacts', { facts });
    expect(ofType(decision, 'facts-recorded')[0]?.body.facts.known[0]?.at).toBe('2026-11-20T08:10:00.000Z');
  });

  test('the first knowledge cannot lie after the report that proves it: the clock of the law would start late', () => {
    const facts = learned({}, { at: '2027-11-20T08:10:00.000Z' });
    expect(() => give(ready(), 'desk-1', 'RecordFacts', { facts })).toThrow('KnownAfterReport');
  });

  test('a call or a filing cannot have happened in the future', () => {
    const at = later(24 * 60);
    expect(() => give(ready(), 'desk-1', 'AcknowledgeByTelephone', { at })).toThrow('InTheFuture');
    expect(() => give(ready(), 'privacy', 'RecordFiling', { filedAt: at })).toThrow('InTheFuture');
  });

  test('the suggestion that stood when the level was decided is kept beside it', () => {
    const decision = give(ready({ facts: sheetOf() }), 'executive', 'DecideSeverity', { level: 1 });
    expect(ofType(decision, 'severity-decided')[0]?.body).toMatchObject({
      level: 1,
      suggested: { level: 3, rules: ['B2'] },
    });
  });
});

describe('R33 names', () => {
  test('of bodies and kinds that the policy does not have are refused', () => {
    for (const wrong of [{ bodies: ['nowhere'] }, { body: 'nowhere' }, { kind: 'no-such-kind' }])
      expect(
        () => give(ready(), 'desk-1', 'RecordFacts', { facts: learned({}, wrong) }),
        JSON.stringify(wrong),
      ).toThrow('InputInvalid');
  });

  test('another kind of incident can be entered, and says what it was before', () => {
    const facts = learned({}, { kind: 'ransomware', at: NOW });
    const decision = give(ready({ facts: sheetOf(), recordedAt: NOW }), 'desk-1', 'RecordFacts', { facts });
    expect(ofType(decision, 'facts-recorded')[0]?.body).toMatchObject({
      facts: { kind: 'ransomware' },
      entered: { kindBefore: 'mail-missent' },
    });
  });
});

describe('R34 what only those who answer for personal information may say', () => {
  const confirmed =
    (id: string, before = sheetOf()) =>
    () =>
      give(ready({ facts: before, recordedAt: NOW }), id, 'RecordFacts', {
        facts: learned({ malice: 'confirmed' }, { at: NOW }),
      });

  test('is that an unlawful purpose is certain: the final report then has 60 days', () => {
    for (const id of ['desk-1', 'executive']) expect(confirmed(id)).toThrow('NeedsPrivacyOfficer');
    for (const id of ['privacy', 'privacy-general'])
      expect(confirmed(id)().happenings.length).toBeGreaterThan(0);
  });

  test('and once it is said, others may go on writing down facts', () => {
    expect(confirmed('desk-1', sheetOf({ malice: 'confirmed' }))().happenings).toEqual([]);
  });
});

describe('R11 the judgement of a report', () => {
  test('is that of the notice too, of the same body and no other', () => {
    const duty = (dutyId: string, statute: string, body: string) => ({
      ...ready().duties[DUTY],
      dutyId,
      state: 'shown',
      finding: { ...ready().duties[DUTY]?.finding, dutyId, statute, body },
    });
    const duties = {
      [DUTY]: { ...ready().duties[DUTY], state: 'undecided' },
      'ppc-notice.mayor': duty('ppc-notice.mayor', 'ppc-notice', 'mayor'),
      'ppc-notice.education': duty('ppc-notice.education', 'ppc-notice', 'education'),
    };
    const judged = give(ready({ duties }), 'privacy', 'JudgeDuty', { dutyId: DUTY });
    expect(ofType(judged, 'duty-judged').map(({ body }) => body.dutyId)).toEqual([DUTY, 'ppc-notice.mayor']);
  });
});

describe('R11 a mistake put right', () => {
  test('needs a reason, which stands on the timeline with what stood there before', () => {
    const corrected = learned({ leak: 'suspected' }, { mode: 'corrected' });
    expect(() => command('RecordFacts', { facts: corrected })).toThrow('ReasonMissing');
    const facts = { ...corrected, at: '2026-11-20T08:00:00.000Z', reason: '聞きまちがい' };
    const decision = give(ready({ facts: sheetOf(), recordedAt: NOW }), 'desk-1', 'RecordFacts', { facts });
    expect(ofType(decision, 'facts-recorded')[0]?.body.entered).toEqual({
      mode: 'corrected',
      at: '2026-11-20T08:00:00.000Z',
      reason: '聞きまちがい',
      beganBefore: '2026-11-20T08:10:00.000Z',
      changes: [{ fact: 'leak', from: 'occurred', to: 'suspected' }],
    });
  });
});

describe('R18 closing', () => {
  const open = (subject: Case) => {
    try {
      give(subject, 'desk-1', 'CloseCase');
      return 'closed';
    } catch (error) {
      return (error as { detail?: { open?: string } }).detail?.open;
    }
  };
  const withTask = (ask: string) => closable({ tasks: { one: { ...task(ask), dutyId: undefined } } });
  const withDuty = (state: string) => closable({ duties: { [DUTY]: { ...ready().duties[DUTY], state } } });

  test('is refused while a duty is unfinished, the report unjudged, the level open or nobody in charge', () => {
    for (const state of ['undecided', 'drafting', 'approving', 'filing'])
      expect(open(withDuty(state))).toBe(`duty:${DUTY}`);
    expect(open(withTask('assess'))).toBe('assess');
    expect(open(withTask('decide-severity'))).toBe('decide-severity');
    expect(open(closable({ charge: undefined, escalation: { number: 1, everybodyAt: NOW, round: 0 } }))).toBe(
      'charge',
    );
  });

  test('is possible once every duty has ended and somebody was in charge', () => {
    for (const state of ['none', 'filed', 'judged-none']) expect(open(withDuty(state))).toBe('closed');
    const escalation = { number: 1, everybodyAt: NOW, round: 0 };
    expect(open(closable({ escalation, charge: 'chief' }))).toBe('closed');
    expect(open({ ...CASE_IN['set-aside'], tasks: {}, duties: {} })).toBe('closed');
  });

  test('is refused while the first calls of a level that wakes people are still to be made', () => {
    expect(open(closable({ charge: undefined, severity: 4 }))).toBe('charge');
  });

  test('is told to the desk and to every post that was called', () => {
    const subject = closable({ tasks: ready().tasks, charge: 'executive' });
    expect(mailed(give(subject, 'desk-1', 'CloseCase'))).toEqual([
      'case-closed desk-1',
      'case-closed desk-2',
      'case-closed executive',
    ]);
  });
});
