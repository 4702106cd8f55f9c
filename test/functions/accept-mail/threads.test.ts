import { describe, expect, test } from 'vitest';
import { carry } from '#/core/case/carry.ts';
import { replay } from '#/core/case/fold.ts';
import { MOST_ADDED } from '#/core/case/reporter.ts';
import { reviewCase } from '#/core/case/review.ts';
import { threadAddress, threadMarks, threadMessage } from '#/core/report/thread.ts';
import { sendMail } from '#/functions/send-mail/task.ts';
import { calledCase, Hall } from '#/test/functions/hall.ts';
import { answersOn, arrives, DESK } from './door.ts';

async function opened() {
  const hall = await Hall.open();
  const caseId = await hall.report({ mail: 'yamada@city.example' });
  return { hall, caseId, ...(await threadOf(hall, caseId)) };
}

async function threadOf(hall: Hall, caseId: string) {
  const marks = threadMarks(await hall.signer.mac(threadMessage(caseId)));
  const subject = `Re: 【火消し ${caseId} ${marks.check}】報告を受け付けました`;
  return { to: threadAddress(DESK, caseId, marks), subject };
}

const told = async (hall: Hall, caseId: string) =>
  (await hall.cases.errands(caseId)).flatMap((errand) =>
    errand.errand === 'mail' && errand.text === 'reporter-added' ? [errand.person] : [],
  );

describe('an answer to one of our mails', () => {
  test.each(['to', 'subject'] as const)('goes on its case by its %s', async (mark) => {
    const { hall, caseId, ...thread } = await opened();
    const text = '3人分でした。\r\n\r\n> 報告を受け付けました';
    expect(await arrives(hall, 'm1', { [mark]: thread[mark], text })).toBe(caseId);
    expect(await answersOn(hall, caseId)).toMatchObject([
      { text: '3人分でした。', mail: { from: 'yamada@city.example', standing: 'confirmed' } },
    ]);
    expect((await hall.cases.open()).map((line) => line.caseId)).toEqual([caseId]);
    expect(await told(hall, caseId)).toEqual(['desk-1', 'desk-2']);
    const subject = await hall.case(caseId);
    expect(subject).toEqual(replay(caseId, await hall.cases.timeline(caseId)));
    const evidence = Object.values(subject.evidence).find(({ what }) => what === 'report-mail');
    const kept = hall.objects.stored.get(evidence?.key ?? '')?.content;
    expect(Buffer.from(kept ?? []).toString()).toContain(text);
  });

  test('handed over twice is one answer', async () => {
    const { hall, caseId, to } = await opened();
    await arrives(hall, 'm1', { to });
    await arrives(hall, 'm1', { to });
    expect(await answersOn(hall, caseId)).toHaveLength(1);
  });

  test('reaches the desk of a closed case too, and changes nothing of it', async () => {
    const { hall, caseId, to } = await opened();
    await hall.say(
      caseId,
      { type: 'report-assessed', body: { incident: false, violation: false, reason: '訓練' } },
      { type: 'case-closed', body: { summary: '訓練だった' } },
    );
    expect(await arrives(hall, 'm1', { to })).toBe(caseId);
    expect(await hall.case(caseId)).toMatchObject({ state: 'closed', unread: true });
    await sendMail(hall.ports, { caseId });
    expect(hall.mail.to('desk-1@city.example').map(({ subject }) => subject)).toEqual([
      expect.stringContaining('追加がありました'),
    ]);
  });

  test('tells the desk once in ten minutes', async () => {
    const { hall, caseId, to } = await opened();
    for (const id of ['m1', 'm2', 'm3']) await arrives(hall, id, { to });
    expect(await told(hall, caseId)).toHaveLength(2);
    hall.pass(10);
    await arrives(hall, 'm4', { to });
    expect(await told(hall, caseId)).toHaveLength(4);
    expect(await answersOn(hall, caseId)).toHaveLength(4);
  });

  test('from a suspicious sender is added, and marked', async () => {
    const { hall, caseId, to } = await opened();
    await arrives(hall, 'm1', { to, verdicts: { virus: 'FAIL' } });
    expect(await answersOn(hall, caseId)).toMatchObject([{ mail: { standing: 'suspicious' } }]);
  });

  test('opens a case where its own is full, so that nothing is lost', async () => {
    const { hall, caseId, to } = await opened();
    for (let number = 0; number < MOST_ADDED; number += 1) await arrives(hall, `m${number}`, { to });
    expect(await answersOn(hall, caseId)).toHaveLength(MOST_ADDED);
    expect(await arrives(hall, 'more', { to })).not.toBe(caseId);
    expect(await arrives(hall, 'auto', { to, headers: ['Auto-Submitted: auto-replied'] })).toBe(caseId);
  });
});

describe('a mail that only says it is an answer', () => {
  test.each([
    ['with a wrong tag', { to: `incident+CASE.0123456789abcdef@hikeshi.city.example` }, 'CASE'],
    ['with a wrong check', { subject: 'Re: 【火消し CASE 000000】' }, 'CASE'],
    ['with a number alone', { subject: 'CASE の件' }, 'CASE'],
    ['of a case that there is not', { subject: '20261120-99999 の件' }, '20261120-99999'],
  ])('%s is a case of its own, which says so', async (_how, written, claimed) => {
    const { hall, caseId } = await opened();
    const filled = JSON.parse(JSON.stringify(written).replaceAll('CASE', caseId)) as object;
    const own = await arrives(hall, 'm1', filled);
    expect(own).not.toBe(caseId);
    const [, accepted] = await hall.cases.timeline(own);
    expect(accepted?.body).toMatchObject({ mail: { claimed: claimed.replace('CASE', caseId) } });
    expect(await answersOn(hall, caseId)).toEqual([]);
  });

  test('with the marks of two cases is a case of its own', async () => {
    const { hall, caseId, to } = await opened();
    const other = await hall.report({ reportId: 'e'.repeat(32) });
    const { subject } = await threadOf(hall, other);
    expect([caseId, other]).not.toContain(await arrives(hall, 'm1', { to, subject }));
  });
});

describe('what a program sends back', () => {
  const AUTOMATIC = ['Auto-Submitted: auto-replied'];

  test('to one of our mails stands on its case, wakes nobody, and opens none', async () => {
    const { hall, caseId, to } = await opened();
    expect(await arrives(hall, 'm1', { to, headers: AUTOMATIC, text: '不在です' })).toBe(caseId);
    expect(await answersOn(hall, caseId)).toMatchObject([{ mail: { automatic: true } }]);
    expect(await told(hall, caseId)).toEqual([]);
    expect(await hall.case(caseId)).not.toHaveProperty('unread');
    expect(await hall.case(caseId)).toMatchObject({ stirred: 0 });
  });

  test('because a mail of ours could not be delivered is known by the head of that mail', async () => {
    const { hall, caseId, to } = await opened();
    const text = `Undelivered.\r\n\r\nReporting-MTA: dns; mx\r\n\r\nReply-To: ${to}\r\nSubject: x`;
    const bounce = { from: 'MAILER-DAEMON@city.example', subject: 'Undelivered Mail', text };
    expect(await arrives(hall, 'm1', bounce)).toBe(caseId);
    expect(await told(hall, caseId)).toEqual([]);
  });

  test('to nothing of ours opens a case that answers nobody', async () => {
    const { hall } = await opened();
    const caseId = await arrives(hall, 'm1', { headers: AUTOMATIC });
    expect(await hall.case(caseId)).not.toHaveProperty('reporterMail');
  });

  test('never becomes a game of ping-pong: everybody is on holiday, and each notice is answered by a program', async () => {
    const hall = await Hall.open();
    const caseId = await arrives(hall, 'first');
    let answered = 0;
    for (let round = 0; round < 20; round += 1) {
      for (const each of await hall.cases.open()) {
        await carry(hall.carrier, { caseId: each.caseId, actor: 'step:review-case' }, reviewCase);
        await sendMail(hall.ports, { caseId: each.caseId });
      }
      for (const letter of hall.mail.sent.slice(answered)) {
        answered += 1;
        await arrives(hall, `auto${answered}`, {
          from: letter.to,
          to: letter.replyTo ?? DESK,
          subject: `自動返信: ${letter.subject}`,
          headers: AUTOMATIC,
        });
      }
      hall.pass(1);
    }
    expect((await hall.cases.open()).map((line) => line.caseId)).toEqual([caseId]);
    expect(hall.mail.sent.map(({ to }) => to)).toEqual([
      'desk-1@city.example',
      'desk-2@city.example',
      'yamada@city.example',
    ]);
    expect(await answersOn(hall, caseId)).toHaveLength(3);
  });
});

describe('R11 the code of a call, sent back by mail', () => {
  async function called() {
    const hall = await Hall.open();
    const caseId = await calledCase(hall);
    await sendMail(hall.ports, { caseId });
    const [letter] = hall.mail.to('executive@city.example');
    const code = /確認番号　(\d{6})/.exec(letter?.text ?? '')?.[1] ?? '';
    const { replyTo: to = '', subject = '', text: ours = '' } = letter ?? {};
    const answer = (text: string, more: object = {}, id: string = crypto.randomUUID()) =>
      arrives(hall, id, { from: 'executive@city.example', to, subject: `Re: ${subject}`, text, ...more });
    const task = async () => (await hall.case(caseId)).tasks['call-1-executive'];
    return { hall, caseId, code, ours, answer, task };
  }
  const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

  test.each([
    ['by itself', (code: string) => code],
    ['in a sentence', (code: string) => `了知しました。番号は${code}です。`],
    [
      'in full-width digits',
      (code: string) => code.replaceAll(/\d/g, (digit) => '０１２３４５６７８９'.charAt(Number(digit))),
    ],
    ['with a space', (code: string) => `${code.slice(0, 3)} ${code.slice(3)}`],
  ])('%s acknowledges, and takes charge of nothing', async (_how, write) => {
    const { hall, caseId, code, answer, task } = await called();
    await answer(write(code));
    expect(await task()).toMatchObject({ state: 'done', doneBy: 'person:executive' });
    expect(await hall.case(caseId)).not.toHaveProperty('charge');
    const said = (await hall.cases.timeline(caseId)).find(({ type }) => type === 'officer-acknowledged');
    expect(said).toMatchObject({ actor: 'person:executive', body: { reply: { how: 'mail' } } });
    expect(await answersOn(hall, caseId)).toHaveLength(1);
  });

  test.each([
    ['without a code', '分かりました。', {}],
    ['with two codes', 'CODE か 111111', {}],
    ['from another address', 'CODE', { from: 'yamada@city.example' }],
    ['by a program', 'CODE', { headers: ['Auto-Submitted: auto-replied'] }],
    ['of a suspicious sender', 'CODE', { verdicts: { virus: 'FAIL' } }],
    ['off the thread', 'CODE', { to: DESK, subject: '件名' }],
  ])('%s acknowledges nothing', async (_how, text, more) => {
    const { code, answer, task } = await called();
    await answer(text.replace('CODE', code), more);
    expect(await task()).toMatchObject({ state: 'open', refusedCodes: 0 });
  });

  test('standing only in the quote of our own mail acknowledges nothing', async () => {
    const { ours, answer, task } = await called();
    await answer(`だれのことですか。\n\n${ours}`);
    await answer(`だれのことですか。\n\n${ours.replaceAll(/^/gm, '> ')}`);
    await answer(ours);
    expect(await task()).toMatchObject({ state: 'open', refusedCodes: 0 });
  });

  test('wrong five times is locked, and the desk telephones; then the right one is too late', async () => {
    const { hall, caseId, code, answer, task } = await called();
    for (let attempt = 0; attempt < 5; attempt += 1) await answer(wrong(code));
    expect(await task()).toMatchObject({ state: 'open', refusedCodes: 5 });
    const locked = (await hall.cases.errands(caseId)).filter(
      (errand) => errand.errand === 'mail' && errand.text === 'code-locked',
    );
    expect(locked).toHaveLength(2);
    await answer(code);
    expect(await task()).toMatchObject({ state: 'open' });
  });

  test('handed over twice counts once', async () => {
    const { code, answer, task } = await called();
    await answer(wrong(code), {}, 'same');
    await answer(wrong(code), {}, 'same');
    expect((await task())?.refusedCodes).toBe(1);
  });

  test('still counts after a death between the answer and the code', async () => {
    const { hall, code, answer, task } = await called();
    let commits = 0;
    hall.cases.before = () => {
      commits += 1;
      if (commits === 2) throw new Error('the power is gone');
      return undefined;
    };
    await expect(answer(code, {}, 'same')).rejects.toThrow('the power is gone');
    hall.cases.before = () => undefined;
    await answer(code, {}, 'same');
    expect(await task()).toMatchObject({ state: 'done' });
  });
});
