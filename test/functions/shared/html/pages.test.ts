import { describe, expect, test } from 'vitest';
import { Fault } from '#/core/fault.ts';
import { postName } from '#/core/policy/policy.ts';
import { FAULT_WORDS } from '#/core/text/faults.ts';
import { MESSAGE, NOTICE } from '#/core/text/pages.ts';
import { sourceWords } from '#/core/text/source.ts';
import { homePage } from '#/functions/shared/html/home.ts';
import { messagePage } from '#/functions/shared/html/message.ts';
import { type Notice, noticePage } from '#/functions/shared/html/notice.ts';
import { receiptPage } from '#/functions/shared/html/receipt.ts';
import { formAfterFailure } from '#/functions/shared/html/render.ts';
import { STYLE } from '#/functions/shared/html/style.ts';
import { momentAt, theReport } from '#/test/core/stage.ts';
import { HOSTILE } from '#/test/functions/shared/html/fixture.ts';
import { wakayama as policy } from '#/test/simulation/policy.ts';

const notice = (given: Partial<Notice> = {}): string =>
  noticePage({
    policy,
    caseId: '20261120-00001',
    level: 3,
    asked: 'acknowledge',
    state: 'open',
    personName: '執行 まもる',
    post: 'executive-officer',
    ...given,
  });
const buttons = (text: string) =>
  [...text.matchAll(/<button[^>]*value="(yes|no)"/g)].map(([, value]) => value);

describe('the page behind a mailed notice', () => {
  test('posts the code to its own address and offers to know, or to know and take charge', () => {
    const text = notice();
    expect(text).toMatch(/<form method="post" (?!action)[^>]*>/);
    expect(text).not.toContain('action=');
    expect(text).toMatch(/name="code"[^>]*inputmode="numeric" autocomplete="one-time-code"/);
    expect(buttons(text)).toEqual(['no', 'yes']);
    expect(text).toContain(NOTICE.noEffect);
  });

  test('offers only what is still open', () => {
    const at = '2026-11-20T08:31:00.000Z';
    expect(buttons(notice({ chargeName: '統括 のぞむ' }))).toEqual(['no']);
    expect(buttons(notice({ state: 'acknowledged', by: '執行 まもる', at }))).toEqual(['yes']);
    expect(
      buttons(notice({ state: 'acknowledged', by: '執行 まもる', at, chargeName: '統括 のぞむ' })),
    ).toEqual([]);
    for (const state of ['charge', 'over', 'locked'] as const)
      expect(notice({ state })).not.toContain('<form');
  });

  test('says who acknowledged or took charge, and when', () => {
    const at = '2026-11-20T08:31:00.000Z';
    const when = '令和8年11月20日（金）17:31';
    expect(notice({ state: 'acknowledged', by: '執行 まもる', at })).toContain(
      `${when}に、執行 まもるさんの了知`,
    );
    expect(notice({ state: 'charge', by: '統括 のぞむ', at })).toContain(
      `${when}に、統括 のぞむさんが引き受けました`,
    );
    expect(notice({ state: 'charge', by: '執行 まもる', at })).toContain('あなたの引受を記録しました');
  });

  test('after too many wrong codes leads to the telephone', () => {
    const text = notice({ state: 'locked' });
    expect(text).toContain(NOTICE.lockedWords);
    expect(text).toContain(policy.profile.contactUnit.telephone);
  });

  test('marks a wrong code, does not give it back, and says what to do', () => {
    const text = notice({ wrongCode: true });
    expect(text).toMatch(/id="code"[^>]*value=""[^>]*aria-invalid="true"/);
    expect(text).toMatch(/role="alert"[^>]*>.*番号が違います/);
  });

  test('sends whoever is asked for anything else to the desk', () => {
    const text = notice({ asked: 'assess', post: 'contact-unit' });
    expect(text).not.toContain('<form');
    expect(text).toContain('報告の評価');
    expect(text).toContain('href="/desk/cases/20261120-00001"');
  });

  test('escapes names', () => {
    expect(notice({ personName: HOSTILE, chargeName: HOSTILE, state: 'charge', by: HOSTILE })).not.toContain(
      '<script',
    );
  });
});

describe('the receipt', () => {
  test('has the number, the time, every first step and everything not to do, for each kind', () => {
    for (const kind of policy.kinds) {
      const text = receiptPage({
        policy,
        caseId: '20261120-00001',
        kind: kind.id,
        acceptedAt: '2026-11-20T08:31:00.000Z',
      });
      for (const words of [
        '20261120-00001',
        '令和8年11月20日（金）17:31',
        kind.name,
        ...kind.steps,
        ...kind.never,
        ...kind.acts.map((act) => ('post' in act ? postName(policy, act.post) : act.who)),
      ])
        expect(text).toContain(words);
      expect(text).toContain(sourceWords(kind.source, policy.profile.municipality));
    }
  });
});

test('a report sent again too often is answered in words, with the telephone number and without the form', () => {
  const shell = { policy, moment: momentAt() };
  const body = new TextEncoder().encode(new URLSearchParams({ ...theReport }).toString());
  const answer = formAfterFailure(shell, body, new Fault('TooManySupplements'));
  expect(answer.status).toBe(409);
  expect(answer.body).toContain(FAULT_WORDS.TooManySupplements);
  expect(answer.body).toContain(policy.profile.contactUnit.telephone);
  expect(answer.body).not.toContain('<form');
  expect(formAfterFailure(shell, body, new Fault('TooBusy')).body).toContain('<form');
});

test('no page shortens 情報セキュリティ管理者 or 情報システム管理者', () => {
  const pages = [homePage(policy), notice({ post: 'section-manager' })];
  expect(pages[1]).toContain(postName(policy, 'section-manager'));
  for (const text of pages) expect(text).not.toMatch(/(?<!情報セキュリティ|情報システム|総括保護)管理者/);
});

test('a message names what to do and where to telephone', () => {
  const text = messagePage({ policy, ...MESSAGE.notFound });
  expect(text).toContain(MESSAGE.notFound.words);
  expect(text).toContain(policy.profile.contactUnit.telephone);
});

/** WCAG contrast of two colours written #rrggbb or #rgb. */
function contrast(one: string, other: string): number {
  const light = (colour: string) => {
    const long = colour.length === 4 ? colour.replace(/[0-9a-f]/g, '$&$&') : colour;
    const [r = 0, g = 0, b = 0] = [1, 3, 5]
      .map((at) => Number.parseInt(long.slice(at, at + 2), 16) / 255)
      .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [high = 0, low = 0] = [light(one), light(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

test('every colour of text stands out from every ground it is used on, and control edges are visible', () => {
  const colour = (name: string) => new RegExp(`--${name}: (#[0-9a-f]+)`).exec(STYLE)?.[1] ?? '';
  for (const ground of ['paper', 'surface', 'ai-tint'].map(colour)) {
    for (const text of ['ink', 'ink-soft', 'ai', 'ai-deep', 'shu'].map(colour))
      expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colour('edge'), ground)).toBeGreaterThanOrEqual(3);
  }
});
