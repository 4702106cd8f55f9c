import { describe, expect, test } from 'vitest';
import type { TimelineEvent } from '#/core/case/events.ts';
import { FAULT_CODES } from '#/core/fault.ts';
import { FAULT_WORDS } from '#/core/text/faults.ts';
import { actorWords, describeEvent, type Names } from '#/core/text/timeline.ts';
import { EVENT_TYPES, SAMPLES } from '#/test/core/samples.ts';
import { CASE_ID, counted, NOW, personOf, sheetOf } from '#/test/core/stage.ts';
import { wakayama } from '#/test/simulation/policy.ts';

const names: Names = { policy: wakayama, person: (id) => personOf(id).name };
const event = (type: TimelineEvent['type'], body?: object) =>
  ({ caseId: CASE_ID, seq: 1, type, occurredAt: NOW, recordedAt: NOW, body }) as TimelineEvent;
const words = (type: TimelineEvent['type'], body: object = SAMPLES[type]) =>
  describeEvent(event(type, body), names);

describe('an event in words', () => {
  for (const type of EVENT_TYPES) {
    test(`${type} is said in Japanese, without a code or a gap`, () => {
      const said = words(type);
      expect(said).toMatch(/[ぁ-んァ-ヶ一-龠]/);
      expect(said).not.toMatch(/undefined|null|NaN|\[object|Invalid/);
      expect(said).not.toMatch(/contact-unit|-officer|executive|ppc-|T\d\d:\d\d/);
    });
  }

  test('a content that retention has removed is said to be removed', () => {
    for (const type of EVENT_TYPES) expect(describeEvent(event(type), names)).toContain('削除');
  });

  test('a call for an absent holder says whom the deputy acts for', () => {
    expect(words('officers-called')).toContain('情報セキュリティ執行責任者の代行');
  });

  test('R08 the empty post of a deputy says for whom the deputy would have stood', () => {
    const body = { post: 'deputy-executive-officer', deputyFor: 'executive-officer' };
    expect(words('post-empty', body)).toContain('情報セキュリティ執行責任者');
  });

  test('facts that change the kind say which it was and which it is', () => {
    const entered = { mode: 'learned', at: NOW, kindBefore: 'mail-missent', changes: [] };
    const facts = { ...sheetOf(), kind: 'lost-device' };
    const said = words('facts-recorded', { ...SAMPLES['facts-recorded'], facts, entered });
    expect(said).toMatch(/メールの誤送信.*端末・記録媒体の紛失/s);
    expect(words('facts-recorded')).not.toContain('端末・記録媒体の紛失');
  });

  test('an answer by telephone says who entered it', () => {
    expect(words('officer-acknowledged')).toContain('窓口 はなが記録');
    expect(words('officer-acknowledged', { taskId: 't', person: 'chief', reply: { how: 'code' } })).toContain(
      '番号',
    );
  });

  test('a mail sent a second time says that it may arrive twice', () => {
    expect(words('notice-sent')).toContain('2通届くことがある');
    expect(words('notice-sent', { ...SAMPLES['notice-sent'], attempt: 1 })).not.toContain('2通');
  });

  test('what nobody knows yet is said to be under examination, never to be none', () => {
    const facts = sheetOf({ ...counted(null), sensitive: 'unknown' });
    const changes = [
      { fact: 'sensitive' as const, from: 'yes', to: 'unknown' },
      { fact: 'persons' as const, to: { min: 0, max: null } },
    ];
    const entered = { mode: 'learned' as const, at: NOW, changes };
    const told = words('facts-recorded', { revision: 1, facts, entered });
    expect(told).toContain('要配慮個人情報 含む→調査中');
    expect(told).not.toMatch(/0人|なし/);
  });

  test('R11 a mistake put right says so, with what stood there, why it was wrong, and the clock that moved', () => {
    const entered = {
      mode: 'corrected' as const,
      at: NOW,
      beganBefore: '2026-11-20T03:00:00.000Z',
      reason: '打ちまちがい',
      changes: [{ fact: 'leak' as const, from: 'suspected', to: 'occurred' }],
    };
    const told = words('facts-recorded', { revision: 2, facts: sheetOf(), entered });
    expect(told).toContain('書きまちがいを直した');
    expect(told).toContain('12:00→令和8年11月20日（金）17:23');
    expect(told).toContain('おそれがある→発生した');
    expect(told).toContain('打ちまちがい');
  });

  test('a report says how it came, and so does its original', () => {
    expect(words('report-accepted')).toContain('フォーム');
    expect(words('report-accepted', { ...SAMPLES['report-accepted'], channel: 'mail' })).toContain('メール');
    const original = { ...SAMPLES['evidence-preserved'], what: 'report-mail' };
    expect(words('evidence-preserved', original)).toContain('届いたメールの原本');
  });

  test('a reason is shown where there is one', () => {
    expect(words('report-assessed')).toContain('理由：誤り');
    expect(words('report-assessed', { incident: true, violation: false, reason: '' })).not.toContain('理由');
  });
});

test('who did it is a name, the reporter, or the system', () => {
  expect(actorWords('person:desk-1', names)).toBe('窓口 はな');
  expect(actorWords('reporter', names)).toBe('報告者');
  expect(actorWords('sender', names)).toContain('だれかは分からない');
  expect(actorWords('link', names)).toContain('だれかは分からない');
  expect(actorWords('step:review-case', names)).toBe('火消し（自動）');
});

test('every refusal has words, and they say what to do', () => {
  for (const code of FAULT_CODES) expect(FAULT_WORDS[code]).toMatch(/。$/);
});
