import { describe, expect, test } from 'vitest';
import { Fault } from '#/core/fault.ts';
import { postName } from '#/core/policy/policy.ts';
import { FAULT_WORDS } from '#/core/text/faults.ts';
import { MESSAGE, NOTICE, RECEIPT } from '#/core/text/pages.ts';
import { REPORT, SLIP } from '#/core/text/report.ts';
import { sourceWords } from '#/core/text/source.ts';
import { homePage } from '#/functions/shared/html/home.ts';
import { lookUpPage } from '#/functions/shared/html/look-up.ts';
import { messagePage } from '#/functions/shared/html/message.ts';
import { type Notice, noticePage } from '#/functions/shared/html/notice.ts';
import { paperPage } from '#/functions/shared/html/paper.ts';
import { type Receipt, receiptPage } from '#/functions/shared/html/receipt.ts';
import { afterFailure } from '#/functions/shared/html/received.ts';
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

const receipt = (given: Partial<Receipt> = {}): string =>
  receiptPage({
    policy,
    receiptId: 'a'.repeat(32),
    caseId: '20261120-00001',
    code: '7K3M-9PQ2',
    kind: 'mail-missent',
    overlays: [],
    acceptedAt: '2026-11-20T08:31:00.000Z',
    state: 'accepted',
    letters: [],
    files: [],
    ...given,
  });

describe('the receipt', () => {
  test('has the number, the code, the time, every first step and everything not to do, for each kind', () => {
    for (const kind of policy.kinds) {
      const text = receipt({ kind: kind.id });
      for (const words of [
        '20261120-00001',
        '7K3M-9PQ2',
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

  test('says of each file of the report whether it arrived, and has no such part without files', () => {
    const text = receipt({
      files: [
        { name: HOSTILE, state: 'arrived' },
        { name: '2.png', state: 'missing' },
      ],
    });
    expect(text).not.toContain('<script');
    expect(text).toContain(`<strong>2.png</strong>　${RECEIPT.fileStates.missing}`);
    expect(text).toContain(RECEIPT.fileStates.arrived);
    expect(receipt()).not.toContain(RECEIPT.files);
  });

  test('puts what an overlay asks above the steps of the kind', () => {
    const text = receipt({ overlays: ['protected'] });
    const at = ['知らせる人を最小限にする', '未送信・予約分があれば止める'].map((words) =>
      text.indexOf(words),
    );
    expect(at[0]).toBeGreaterThan(0);
    expect(at[0]).toBeLessThan(at[1] ?? 0);
    expect(text).toContain('相手方へ先に回収の電話をする');
  });

  test('shows what was written to and fro, each by whom and when, and escapes it', () => {
    const at = '2026-11-20T08:31:00.000Z';
    const text = receipt({
      letters: [
        { from: 'desk', at, text: '何通ですか' },
        { from: 'reporter', at, text: HOSTILE },
      ],
    });
    expect(text.indexOf('窓口から')).toBeLessThan(text.indexOf('何通ですか'));
    expect(text.indexOf('何通ですか')).toBeLessThan(text.indexOf('あなたから'));
    expect(text).not.toContain('<script>');
    expect(text).toContain('name="after" value="2"');
  });

  test('names nobody who would act where few may know, and says elsewhere that they are yet to be told', () => {
    expect(receipt()).toContain(RECEIPT.actsWords);
    const few = receipt({ kind: 'insider', restricted: true });
    expect(few).not.toContain(RECEIPT.acts);
    expect(few).not.toContain(RECEIPT.told);
  });

  test('of a report by mail has the steps for a mail that came in as well', () => {
    const mail = policy.kinds.find(({ id }) => id === 'suspicious-mail');
    const text = receipt({ kind: 'other', mailKind: 'suspicious-mail' });
    expect(mail?.steps.length).toBeGreaterThan(0);
    for (const words of [RECEIPT.ifMail(mail?.name ?? ''), ...(mail?.steps ?? []), ...(mail?.never ?? [])])
      expect(text).toContain(words);
    expect(receipt({ kind: 'other' })).not.toContain(mail?.steps[0]);
  });

  test('says when the desk looks at it where nobody is woken', () => {
    const text = receipt({ lookedAt: '2026-11-23T23:30:00.000Z' });
    expect(text).toContain('窓口は、令和8年11月24日（火）08:30に見ます。');
    expect(text).not.toContain(RECEIPT.nextSteps[0]);
    expect(receipt()).toContain(RECEIPT.nextSteps[0]);
  });

  test('read from outside says what not to write there', () => {
    expect(receipt({ outside: true })).toContain(RECEIPT.addOutside);
    expect(receipt()).not.toContain(RECEIPT.addOutside);
  });

  test('says of each state only what the reporter may know', () => {
    const said = (['accepted', 'checking', 'responding', 'over'] as const).map((state) => receipt({ state }));
    expect(new Set(said).size).toBe(4);
    expect(said[3]).toContain(RECEIPT.addOver);
  });
});

test('the page that asks for number and code gives back the number alone', () => {
  const text = lookUpPage({ policy, wrong: HOSTILE });
  expect(text).not.toContain('<script>');
  expect(text).toMatch(/role="alert"[^>]*>.*番号とコードが合いません/);
  expect(text).toMatch(/id="code"[^>]*value=""/);
  expect(lookUpPage({ policy })).not.toContain('role="alert"');
});

test('the paper slip asks what the form asks, and has a place for the night guard', () => {
  const text = paperPage(policy);
  for (const words of [REPORT.callback, REPORT.danger, REPORT.nightWatch, REPORT.happened, 'K26'])
    expect(text).toContain(words);
  for (const { number, name } of policy.kinds) expect(text).toContain(`□ ${number} ${name.split('（')[0]}`);
  expect(text).toContain(REPORT.concerns);
  expect(text).toContain(`□ ${postName(policy, 'section-manager')}`);
});

describe('what answers a report that we could not take in', () => {
  const shell = { policy, moment: momentAt() };
  const request = (fields: Record<string, string> = {}, path = '/reports') => ({
    path,
    parameters: {},
    body: new TextEncoder().encode(new URLSearchParams({ ...theReport, ...fields }).toString()),
  });

  test('that was sent too often is words, with the telephone number and without the form', () => {
    const answer = afterFailure(shell, request(), 'form', new Fault('TooManySupplements'));
    expect(answer.status).toBe(409);
    expect(answer.body).toContain(FAULT_WORDS.TooManySupplements);
    expect(answer.body).toContain(policy.profile.contactUnit.telephone);
    expect(answer.body).not.toContain('<form');
  });

  test('is the same page with everything that was typed, and asks to send it again', () => {
    for (const [fields, name] of [
      [{ step: '2', happened: '起きたこと' }, 'textarea'],
      [{ happened: '起きたこと' }, 'type="hidden"'],
    ] as const) {
      const { status, body } = afterFailure(shell, request(fields), 'form', new Fault('TooBusy'));
      expect(status).toBe(503);
      expect(body).toMatch(new RegExp(`${name}[^>]*name="happened"`));
      expect(body).toContain('起きたこと');
      expect(body).toContain('もう一度「報告を送る」を押してください');
    }
    expect(afterFailure(shell, request(), 'slip', new Error('x')).body).toContain(SLIP.title);
  });

  test('for an addition is words as well', () => {
    const added = { ...request(), parameters: { receiptId: 'a'.repeat(32) } };
    expect(afterFailure(shell, added, 'form', new Error('x')).body).toContain(MESSAGE.notAddedWords);
    expect(afterFailure(shell, added, 'form', new Fault('CaseNotFound')).status).toBe(404);
  });
});

test('no page shortens 情報セキュリティ管理者 or 情報システム管理者', () => {
  const pages = [notice({ post: 'section-manager' }), homePage(policy), paperPage(policy), receipt()];
  expect(pages[0]).toContain(postName(policy, 'section-manager'));
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
