import { expect, test } from 'vitest';
import { type Ended, mark, type Outcome } from '#/core/mail/delivery.ts';
import type { MailErrand } from '#/core/mail/letters.ts';
import { Hall } from '#/test/functions/hall.ts';

const SENT: Outcome = { how: 'sent', messageId: 'm1' };
const FAILED: Outcome = { how: 'failed', reason: 'Throttling', last: false };
const GIVEN_UP: Outcome = { how: 'failed', reason: 'NoSuchPerson', last: true };
const OVER: Outcome = { how: 'withheld', why: 'over' };

/** A case with a mail for each of these ends. */
async function ended(...outcomes: [outcome: Outcome, attempt: number][]) {
  const hall = await Hall.open();
  const caseId = await hall.report();
  const errands = outcomes.map((_, at) => ({
    key: `mail-${at}`,
    errand: 'mail' as const,
    person: 'desk-1',
    post: 'contact-unit',
    text: 'charge-taken' as const,
  }));
  await hall.decide(caseId, {
    happenings: [{ type: 'notices-queued', body: { text: 'charge-taken', to: [] } }],
    errands,
  });
  const waiting = (await hall.cases.errands(caseId)).filter(
    (one): one is MailErrand => one.errand === 'mail',
  );
  const all = outcomes.map(([outcome, attempt], at): Ended => {
    const errand = waiting.find(({ key }) => key === `mail-${at}`);
    if (errand === undefined) throw new Error('no such errand');
    return { errand, outcome, attempt };
  });
  hall.cases.commits = 0;
  await mark(hall.ports, caseId, all);
  const left = (await hall.cases.errands(caseId)).flatMap(({ errand, key, refused }) =>
    errand === 'mail' ? [`${key} refused ${refused}`] : [],
  );
  const said = (await hall.types(caseId)).filter((type) => type.startsWith('notice-'));
  return { said, left, commits: hall.cases.commits, alarms: hall.alarms };
}

test('however each attempt about a case ended, one change says so', async () => {
  expect(await ended([SENT, 1], [FAILED, 1], [GIVEN_UP, 2], [OVER, 1])).toEqual({
    said: ['notice-sent', 'notice-failed', 'notice-failed', 'notice-withdrawn'],
    left: ['mail-1 refused 1'],
    commits: 1,
    alarms: ['MailFailed'],
  });
});

test('a failure like the one before it is counted, and not said again', async () => {
  const quiet = { said: [], left: ['mail-0 refused 1'], commits: 0, alarms: [] };
  expect(await ended([FAILED, 4])).toEqual(quiet);
  expect(await ended([FAILED, 3])).toMatchObject({ said: ['notice-failed'], alarms: ['MailFailed'] });
  expect(await ended([FAILED, 8])).toMatchObject({ said: ['notice-failed'], alarms: ['MailFailed'] });
});

test('many at once are said in as many changes as they need', async () => {
  const many = await ended(...Array.from({ length: 60 }, (): [Outcome, number] => [SENT, 1]));
  expect(many).toMatchObject({ left: [], commits: 3 });
  expect(many.said).toHaveLength(60);
});
