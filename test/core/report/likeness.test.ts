import { describe, expect, test } from 'vitest';
import {
  isStrong,
  type Likeness,
  likenessKeys,
  likenessOf,
  skeleton,
  standingOut,
  urls,
} from '#/core/report/likeness.ts';
import type { MailFacts } from '#/core/report/mail.ts';
import type { Report } from '#/core/report/report.ts';
import { theReport } from '#/test/core/stage.ts';

const report = (more: Partial<Report>): Report => ({
  ...theReport,
  kind: 'suspicious-mail',
  personalData: 'unknown',
  ...more,
});
const mail = (more: Partial<MailFacts>) =>
  ({ fromAddress: '', subject: '', messageId: '', references: [], urls: [], ...more }) as MailFacts;
/** A report as the form or a mail gives it. */
type Given = [Report, MailFacts?];
const keysOf = ([given, by]: Given) => likenessKeys(given, ['city.example'], by);
const shared = async (one: Given, other: Given) => {
  const keys = await keysOf(other);
  return (await keysOf(one)).filter((key) => keys.includes(key));
};
const likenesses = async (...both: Parameters<typeof shared>): Promise<Likeness[]> =>
  (await shared(...both)).map(likenessOf);

describe('two reports are alike', () => {
  test('by where a link leads, however it is written', async () => {
    const one = report({ happened: '届きました http://www.login-kakunin.example/a/?id=1 です' });
    const other = report({ happened: 'リンクは hxxps://LOGIN-kakunin[.]example/a 。' });
    expect(await likenesses([one], [other])).toEqual(['url']);
  });

  test('by the mail that both quote', async () => {
    const one = report({ happened: 'Message-ID: <1234@evil.example>\n' });
    expect(await likenesses([one], [report({ done: '> message-id: <1234@evil.example>' })])).toEqual([
      'message',
    ]);
  });

  test('by sender and subject, one forwarded by mail and one told in the form', async () => {
    const forwarded: Given = [
      report({ happened: '差出人: 銀行 <info@ginko.example>\n件名: 【重要】口座の確認について 1201' }),
      mail({ fromAddress: 'staff@city.example', subject: 'Fwd: RE: 【重要】口座の確認について 1201' }),
    ];
    const told = report({ answers: { mail: '「口座の確認について」 info@ginko.example' } });
    const keys = await shared(forwarded, [told]);
    expect(keys.map(likenessOf)).toEqual(['sender-subject', 'subject']);
    expect(isStrong(keys)).toBe(true);
  });

  test('by the subject alone, or by kind and place, but that is weak', async () => {
    const one = report({ place: '本庁 ３階', happened: '件名：口座の確認について' });
    const other = report({ place: '本庁3階', happened: '件名：口座の確認について（再送）' });
    const keys = await shared([one], [other]);
    expect(keys.map(likenessOf)).toEqual(['subject', 'place']);
    expect(isStrong(keys)).toBe(false);
  });
});

test('by the mail that both pass on, but not by a mail that both answer', async () => {
  const passedOn = (subject: string): Given => [
    report({}),
    mail({ subject, references: ['1234@evil.example'] }),
  ];
  const ids = async (one: Given, other: Given) =>
    (await likenesses(one, other)).filter((each) => each === 'message');
  expect(await ids(passedOn('Fwd: お知らせ'), passedOn('FW: お知らせ'))).toEqual(['message']);
  expect(await ids(passedOn('Re: お知らせ'), passedOn('Re: お知らせ'))).toEqual([]);
});

test('what is of the municipality makes nothing alike', async () => {
  const own: Given = [
    report({ happened: 'https://www.city.example/a staff@city.example 件名：不審なメールが来ました' }),
  ];
  expect(isStrong(await keysOf(own))).toBe(false);
});

test('what everybody quotes makes nothing alike', () => {
  expect(urls('https://www.city.wakayama.lg.jp/a https://www.google.com/ https://www.nisc.go.jp/x')).toEqual(
    [],
  );
  expect(urls('https://docs.google.com/forms/x')).toEqual(['docs.google.com/forms/x']);
  expect(skeleton('Re: [123] 2026')).toBe('');
});

test('a restricted report is likened to nothing, and the number of keys has an end', async () => {
  const happened = Array.from(
    { length: 50 },
    (_, at) => `https://evil${at}.example/ 件名：件名その${'あ'.repeat(at)}\n a${at}@evil.example`,
  ).join('\n');
  expect(await keysOf([report({ happened, kind: 'insider' })])).toEqual([]);
  expect((await keysOf([report({ happened, place: '本庁' })])).length).toBeLessThanOrEqual(17);
});

test('what must not drown: an answer, danger, personal data, an overlay, harm that was told', () => {
  expect(standingOut(report({ answers: { opened: 'はい' } }))).toEqual(['opened']);
  expect(standingOut(report({ answers: { opened: '開いていない' } }))).toEqual([]);
  expect(standingOut(report({ danger: 'yes', personalData: 'yes', overlays: ['school'] }))).toEqual([
    'danger',
    'personal-data',
    'overlay',
  ]);
  expect(standingOut(report({ told: { damage: 'suspected' } }))).toEqual(['told']);
  expect(standingOut(report({ told: { damage: 'no' } }))).toEqual([]);
});
