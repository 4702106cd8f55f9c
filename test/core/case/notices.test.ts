import { describe, expect, test } from 'vitest';
import type { NoticeText } from '#/core/case/events.ts';
import { quietUntil } from '#/core/case/notices.ts';
import type { Report } from '#/core/report/report.ts';
import { decided, grow, reported } from '#/test/core/stage.ts';
import { Hall } from '#/test/functions/hall.ts';
import { wakayama } from '#/test/simulation/policy.ts';

const japan = (time: string): string => new Date(`${time}:00+09:00`).toISOString();

async function waitsUntil(
  time: string,
  text: NoticeText,
  report: Partial<Report> = { kind: 'suspicious-mail' },
) {
  const { subject } = await reported({ personalData: 'unknown', ...report });
  return quietUntil(subject, { policy: wakayama, now: japan(time) }, text);
}

describe('R41 a mail of a case that wakes nobody', () => {
  test.each([
    ['in office hours', '2026-11-20T08:30', undefined],
    ['in the last of them', '2026-11-20T17:14', undefined],
    ['in the evening', '2026-11-19T17:15', '2026-11-20T08:30'],
    ['in the small hours', '2026-11-20T03:00', '2026-11-20T08:30'],
    ['a minute before the digest', '2026-11-20T08:29', '2026-11-20T08:30'],
    ['on Friday evening', '2026-11-20T20:00', '2026-11-24T08:30'],
    ['on a holiday', '2026-11-23T10:00', '2026-11-24T08:30'],
    ['over the turn of the year', '2026-12-28T18:00', '2027-01-04T08:30'],
  ])('%s goes out at once or waits for the next morning of an office day', async (_when, now, until) => {
    expect(await waitsUntil(now, 'report-arrived')).toBe(until && japan(until));
  });
});

const NIGHT = '2026-11-20T03:00';

describe('what does not wait', () => {
  test.each<NoticeText>([
    'officer-called',
    'deputy-called',
    'everybody-called',
    'duty-day-passed',
    'code-locked',
    'policy-lacks',
  ])('%s', async (text) => {
    expect(await waitsUntil(NIGHT, text)).toBeUndefined();
  });

  test.each<[string, Partial<Report>]>([
    ['a kind of a higher level', { kind: 'mail-missent' }],
    ['a kind that nobody knows yet', { kind: 'other' }],
    ['a lost card, which somebody must stop', { kind: 'lost-card' }],
    ['somebody who is protected', { kind: 'suspicious-mail', overlays: ['protected'] }],
    ['somebody in danger', { kind: 'suspicious-mail', danger: 'yes' }],
  ])('the mail about %s', async (_what, report) => {
    expect(await waitsUntil(NIGHT, 'report-arrived', report)).toBeUndefined();
  });

  test('nor that of a mail whose reporter may have opened it, in whatever words', async () => {
    const noted = async (happened: string) => {
      const hall = await Hall.open();
      const caseId = await hall.report({ kind: 'suspicious-mail', personalData: 'unknown', happened });
      const subject = await hall.case(caseId);
      return quietUntil(subject, { policy: wakayama, now: japan(NIGHT) }, 'report-arrived');
    };
    expect(await noted('開いていません。')).toBe(japan('2026-11-20T08:30'));
    for (const confession of ['URLを踏みました', 'IDとパスワードを入力しました', '画面の番号に電話した'])
      expect(await noted(confession), confession).toBeUndefined();
  });

  test('nor that of a case whose level was raised', async () => {
    const { subject } = await grow(await reported({ kind: 'suspicious-mail', personalData: 'unknown' }), [
      { type: 'report-assessed', body: { incident: true, violation: false, reason: '' } },
      decided(2),
    ]);
    expect(quietUntil(subject, { policy: wakayama, now: japan(NIGHT) }, 'task-opened')).toBeUndefined();
  });
});
