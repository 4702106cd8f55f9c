import { describe, expect, test } from 'vitest';
import { addMinutes } from '#/core/time.ts';
import { acceptMail, input } from '#/functions/accept-mail/task.ts';
import { asStored } from '#/local/mail/received-mail.ts';
import { NOW } from '#/test/core/stage.ts';
import { Hall } from '#/test/functions/hall.ts';

const PASSED = { spam: 'PASS', virus: 'PASS', spf: 'PASS', dkim: 'PASS', dmarc: 'PASS' } as const;

const stored = (text: string, dmarc: 'GRAY' | 'FAIL' = 'GRAY') =>
  asStored(Buffer.from(`From: yamada@city.example\r\nSubject: x\r\n\r\n${text}`), {
    messageId: 'm',
    time: new Date(NOW),
    envelope: {
      from: 'yamada@city.example',
      to: ['incident@city.example'],
      helo: 'h.example',
      client: '::1',
    },
    verdicts: { ...PASSED, dmarc },
  });

async function hallWith(...texts: string[]): Promise<Hall> {
  const hall = await Hall.open();
  for (const text of texts) {
    hall.inbox.waiting.set(text, stored(text));
    hall.inbox.since.set(text, NOW);
  }
  return hall;
}
const sweep = (hall: Hall) => acceptMail(hall.ports, input.parse({ schedule: 'minute' }));
const left = (hall: Hall) => [...hall.inbox.waiting.keys()];
const cases = async (hall: Hall) => (await hall.cases.open()).length;

describe('mail that was left in the inbox', () => {
  test('becomes a case after two minutes, once, and lies there no longer', async () => {
    const hall = await hallWith('one', 'two');
    hall.pass(1);
    await sweep(hall);
    expect([await cases(hall), left(hall)]).toEqual([0, ['one', 'two']]);
    hall.pass(1);
    await sweep(hall);
    expect([await cases(hall), left(hall)]).toEqual([2, []]);
    await sweep(hall);
    expect(await cases(hall)).toBe(2);
    expect(hall.alarms).toEqual([]);
  });

  test('says who sent it and what was found, as the mail service wrote it down', async () => {
    const hall = await hallWith('one');
    hall.pass(2);
    await sweep(hall);
    const [line] = await hall.cases.open();
    const [, accepted] = await hall.cases.timeline(line?.caseId ?? '');
    expect(accepted?.body).toMatchObject({
      channel: 'mail',
      mail: { to: ['incident@city.example'], automatic: false, verdicts: { ...PASSED, dmarc: 'GRAY' } },
    });
  });

  test('is answered by nobody where it is forged in our name, though nobody says here what our domain asks for', async () => {
    const hall = await hallWith('one');
    hall.inbox.waiting.set('one', stored('one', 'FAIL'));
    hall.pass(2);
    await sweep(hall);
    const [line] = await hall.cases.open();
    const { reporterMail, ...subject } = await hall.case(line?.caseId ?? '');
    expect(reporterMail).toBeUndefined();
    const [, accepted] = await hall.cases.timeline(subject.caseId);
    expect(accepted?.body).toMatchObject({ mail: { standing: 'suspicious', doubts: ['forged'] } });
  });

  test('whose case was there already is only removed', async () => {
    const hall = await hallWith('one');
    hall.pass(2);
    await sweep(hall);
    hall.inbox.waiting.set('one', stored('one'));
    await sweep(hall);
    expect([await cases(hall), left(hall)]).toEqual([1, []]);
  });

  test('is not removed before its case is there', async () => {
    const hall = await hallWith('one');
    hall.cases.commit = async () => {
      throw new Error('no store');
    };
    hall.pass(2);
    await sweep(hall);
    expect([left(hall), hall.warnings]).toEqual([['one'], ['mail left in the inbox']]);
  });

  test('that fails keeps nothing from the others, and is heard again and again until it is a case', async () => {
    const hall = await hallWith('bad', 'good');
    const { preserve } = hall.objects;
    hall.objects.preserve = async (prefix, bytes, until) => {
      if (Buffer.from(bytes).includes('bad')) throw new Error('no store');
      return preserve.call(hall.objects, prefix, bytes, until);
    };
    const rang: number[] = [];
    for (let age = 1; age <= 70; age += 1) {
      hall.pass(1);
      await sweep(hall);
      if (hall.alarms.splice(0).includes('MailLeft')) rang.push(age);
    }
    expect([await cases(hall), left(hall)]).toEqual([1, ['bad']]);
    expect(rang).toEqual([5, 6, 7, 8, 9, 35, 36, 37, 38, 39, 65, 66, 67, 68, 69]);
    hall.objects.preserve = preserve;
    await sweep(hall);
    expect([await cases(hall), left(hall)]).toEqual([2, []]);
  });

  test('that takes the function down is not tried first every time', async () => {
    const hall = await hallWith('a', 'b', 'c');
    const { read } = hall.inbox;
    const first: string[] = [];
    hall.inbox.read = async (messageId) => {
      hall.now = addMinutes(hall.now, 1);
      first.push(messageId);
      return messageId === 'a' ? undefined : read.call(hall.inbox, messageId);
    };
    hall.pass(2);
    for (let round = 0; round < 3; round += 1) await sweep(hall);
    expect(left(hall)).toEqual(['a']);
    expect(first).toHaveLength(3);
  });
});

test('R25 a mail that kills the function again and again is a case that shows nothing of it, and nobody waits for it', async () => {
  const hall = await hallWith('deadly');
  let killed = 0;
  const life = () =>
    new Promise<void>((end, fail) => {
      hall.inbox.parse = () => {
        killed += 1;
        end();
        return new Promise(() => {});
      };
      hall.pass(2);
      sweep(hall).then(end, fail);
    });
  for (let lives = 0; lives < 6; lives += 1) await life();
  expect(left(hall)).toEqual([]);
  expect(killed).toBe(3);
  const [line] = await hall.cases.open();
  const [kept, accepted] = await hall.cases.timeline(line?.caseId ?? '');
  expect(accepted?.body).toMatchObject({
    report: { happened: '' },
    mail: { problems: ['unreadable', 'no-subject'] },
  });
  expect(kept?.body).toMatchObject({ what: 'report-mail', bytes: stored('deadly').length });
  expect(hall.warnings).toEqual(['a mail that cannot be read']);
});

test('SES may hand over a mail once more after it was removed', async () => {
  const hall = await hallWith('one');
  hall.pass(2);
  await sweep(hall);
  const receipt = { recipients: [], spamVerdict: {}, virusVerdict: {}, spfVerdict: {}, dkimVerdict: {} };
  const event = {
    Records: [{ ses: { mail: { messageId: 'one' }, receipt: { ...receipt, dmarcVerdict: {} } } }],
  };
  await acceptMail(hall.ports, input.parse(event));
  expect(await cases(hall)).toBe(1);
});
