import { describe, expect, test } from 'vitest';
import { readReport } from '#/core/report/read.ts';
import { reportSchema } from '#/core/report/report.ts';
import { REPORT, SLIP } from '#/core/text/report.ts';
import { received } from '#/functions/shared/html/received.ts';
import { reportDetails } from '#/functions/shared/html/report-details.ts';
import { reportForm } from '#/functions/shared/html/report-form.ts';
import type { ReportForm } from '#/functions/shared/html/report-parts.ts';
import { reportSlip } from '#/functions/shared/html/report-slip.ts';
import { momentAt, theReport } from '#/test/core/stage.ts';
import { HOSTILE } from '#/test/functions/shared/html/fixture.ts';
import { wakayama as policy } from '#/test/simulation/policy.ts';

const reportId = 'a'.repeat(32);
const given = (fields: Record<string, string> = {}, more: Partial<ReportForm> = {}): ReportForm => ({
  policy,
  form: new URLSearchParams({ reportId, ...fields }),
  wrong: [],
  now: '2026-11-20T08:31:00.000Z',
  hearers: {
    standIns: { 'section-manager': 'department-officer', 'contact-unit': 'executive-officer' },
    vacant: [],
  },
  ...more,
});
const allowing = (allowed: boolean) => ({
  ...policy,
  profile: { ...policy.profile, anonymous: { ...policy.profile.anonymous, allowed } },
});
const PAGES = { reportForm, reportDetails, reportSlip: (form: ReportForm) => reportSlip(form) };

const unescaped = (value: string) =>
  value.replace(
    /&(amp|lt|gt|quot|#39);/g,
    (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" })[name] ?? '',
  );

/** What a browser would send if nothing was changed. */
function entries(text: string): URLSearchParams {
  const found: [string, string][] = [];
  const named = (tag: string) => unescaped(/ name="([^"]*)"/.exec(tag)?.[1] ?? '');
  for (const [tag = ''] of text.matchAll(/<input [^>]*>/g)) {
    const sent = !/type="(radio|checkbox)"/.test(tag) || tag.includes(' checked');
    if (sent) found.push([named(tag), unescaped(/ value="([^"]*)"/.exec(tag)?.[1] ?? '')]);
  }
  for (const [, tag = '', value = ''] of text.matchAll(/<textarea([^>]*)>\n([^<]*)</g))
    found.push([named(tag), unescaped(value)]);
  for (const [, tag = '', options = ''] of text.matchAll(/<select([^>]*)>(.*?)<\/select>/gs))
    found.push([named(tag), /value="([^"]*)" selected/.exec(options)?.[1] ?? '']);
  return new URLSearchParams(found);
}

const names = (text: string): Set<string> =>
  new Set([...text.matchAll(/<(?:input|select|textarea) [^>]*name="([^"]+)"/g)].map(([, name = '']) => name));
const reached = (text: string) =>
  [...(/data-reach="[^"]*">.*?<ul[^>]*>(.*?)<\/ul>/s.exec(text)?.[1]?.matchAll(/<li>([^<]*)/g) ?? [])].map(
    ([, words]) => words,
  );

describe('the pages of the form', () => {
  test('ask together whatever a report can say, but for what the desk alone says and for files', () => {
    const asked = new Set(
      [
        ...names(reportForm(given({}, { policy: allowing(true) }))),
        ...names(reportDetails(given({ kind: 'suspicious-mail' }))),
      ].map((name) => name.split('.')[0]),
    );
    const known = Object.keys(reportSchema.shape).filter((name) => name !== 'behalf' && name !== 'files');
    const parts: Record<string, string> = { answers: 'answer', overlays: 'overlay' };
    for (const name of known) expect([...asked, 'told'], name).toContain(parts[name] ?? name);
    const facts = policy.kinds.filter(({ questions }) => questions.some(({ facts: its }) => its.length > 1));
    expect(facts.length).toBeGreaterThan(0);
    for (const { id } of facts)
      expect([...names(reportDetails(given({ kind: id })))].some((name) => name.startsWith('told.'))).toBe(
        true,
      );
  });

  test('ask at most six questions of each kind, and no fact twice', () => {
    for (const { id } of policy.kinds) {
      const text = reportDetails(given({ kind: id }));
      const ids = [...text.matchAll(/ id="([^"]+)"/g)].map(([, each]) => each);
      expect(new Set(ids).size, id).toBe(ids.length);
      expect([...names(text)].filter((name) => name.startsWith('answer.')).length).toBeLessThanOrEqual(6);
    }
  });

  test('filled in as they come, lack only the kind and the number to call back', () => {
    const first = entries(reportForm(given()));
    expect(readReport(`${first}`, { policy, door: 'form' })).toMatchObject({ wrong: ['kind', 'callback'] });
    const second = entries(reportDetails(given({ kind: 'mail-missent', callback: '1' })));
    expect(readReport(`${second}`, { policy, door: 'form' })).toMatchObject({
      ok: true,
      report: { kind: 'mail-missent', callback: '1', danger: 'unknown' },
    });
    expect(readReport(`${entries(reportSlip(given()))}`, { policy, door: 'slip' })).toMatchObject({
      wrong: ['kind', 'callback'],
    });
  });

  test.each(Object.entries(PAGES))('%s gives back everything typed, hostile or not', (name, draw) => {
    const typed: Record<string, string> = {
      callback: HOSTILE,
      kind: 'mail-missent',
      danger: 'yes',
      nightWatch: 'yes',
    };
    const more = {
      section: 'childcare',
      concerns: 'chief-officer',
      happened: `\n1行目\n${HOSTILE}`,
      'answer.sent': HOSTILE,
      'told.leak': 'occurred',
      overlay: 'school',
      noticedAt: '2026-11-20T17:23',
      'x"y': HOSTILE,
    };
    const all = name === 'reportSlip' ? typed : { ...typed, ...more };
    const text = draw(given(all, { wrong: ['callback', 'happened'] }));
    expect(text).not.toContain('<script>');
    expect(Object.fromEntries(entries(text))).toMatchObject({ reportId, ...all });
  });

  test.each(Object.entries(PAGES))('%s has a label of its own for every control', (_, draw) => {
    const text = draw(given());
    const ids = [...text.matchAll(/<(?:input(?! type="hidden")|select|textarea) [^>]*?id="([^"]+)"/g)].map(
      ([, id]) => id,
    );
    expect(ids.length).toBeGreaterThan(3);
    for (const id of ids) expect(text).toContain(`for="${id}"`);
  });

  test.each(Object.entries(PAGES))('%s tells whom it reaches before the button that sends it', (_, draw) => {
    const text = draw(given());
    expect(text.indexOf('data-reach')).toBeGreaterThan(0);
    expect(text.indexOf('data-reach')).toBeLessThan(text.indexOf('id="send"'));
    expect(text.indexOf(policy.profile.contactUnit.telephone)).toBeLessThan(text.indexOf('<form'));
  });
});

describe('whom the form says that it reaches', () => {
  const desk = policy.profile.contactUnit.name;
  const name = (post: string) => policy.profile.posts[post]?.name;

  test('is the desk, and the head of the chosen section by its name', () => {
    expect(reached(reportForm(given()))).toEqual([desk]);
    expect(reached(reportForm(given({ section: 'childcare' })))).toEqual([
      desk,
      `${policy.profile.sections.find(({ id }) => id === 'childcare')?.name}の情報セキュリティ管理者（課長など）`,
    ]);
  });

  test('names nobody who is not there, and says who hears instead', () => {
    const [section = { id: '', name: '' }] = policy.profile.sections;
    const hearers = { standIns: {}, vacant: [section.id] };
    const lines = reached(reportForm(given({ section: section.id }, { hearers })));
    const words = 'は、いま登録された人がいません。ここに出ているほかの人が受けます。';
    expect(lines).toEqual([desk, `${section.name}の情報セキュリティ管理者（課長など）${words}`]);
  });

  test('passes over whom the report concerns', () => {
    const [one, other] = ['section-manager', 'contact-unit'].map((concerns) =>
      reached(reportForm(given({ section: 'childcare', concerns }))),
    );
    expect(one).toEqual([desk, name('department-officer')]);
    expect(other?.[0]).toBe(name('executive-officer'));
    expect(other).not.toContain(desk);
  });

  test('is never the one whom it concerns, also where nobody knows who stands in', () => {
    const fields = { section: 'childcare', concerns: 'section-manager' };
    expect(reached(reportForm(given(fields, { hearers: { standIns: {}, vacant: [] } })))).toEqual([desk]);
  });

  test('is few where the case is restricted', () => {
    const isSaid = (fields: Record<string, string>) =>
      !/data-reach-restricted hidden/.test(reportDetails(given({ kind: 'mail-missent', ...fields })));
    const few = 'kind=insider overlay=protected concerns=chief-officer told.protectedPersons=included';
    for (const fields of few.split(' ').map((one) => Object.fromEntries([one.split('=')])))
      expect(isSaid(fields)).toBe(true);
  });
});

describe('what is wrong', () => {
  test('is said at the top in the order of the page, with a link to each field', () => {
    const text = reportForm(given({}, { wrong: ['kind', 'callback'] }));
    const links = [...text.matchAll(/<li><a href="#([^"]+)">([^<]+)</g)].map(([, id, words]) => [id, words]);
    expect(links).toEqual([
      ['callback', '折り返しの電話番号を入れてください'],
      ['kind', '何が起きたかを1つ選んでください'],
    ]);
    for (const [id] of links) expect(text).toContain(`id="${id}"`);
    expect(text).toContain(REPORT.keptWords);
    expect(text).toMatch(
      /<input id="callback"[^>]*aria-describedby="callback-hint callback-wrong" aria-invalid="true"/,
    );
    expect(reportForm(given())).not.toContain('aria-invalid');
  });

  test('on the second page leads to a field that is there, whatever it is', () => {
    const wrong = ['danger', 'overlay', 'answer', 'answer.sent', 'told.deleted', 'noticedAt', 'file', 'mail'];
    const text = reportDetails(given({ kind: 'mail-missent', noticedAt: 'x' }, { wrong }));
    const links = [...text.matchAll(/<li><a href="#([^"]+)">/g)].map(([, id]) => id);
    expect(links.length).toBe(7);
    for (const id of links) expect(text, id).toContain(`id="${id}"`);
  });
});

describe('the page that follows', () => {
  const shell = { policy, moment: momentAt() };
  const follow = (
    fields: Record<string, string>,
    wrong: string[],
    { turned = false, door = 'form' as 'form' | 'slip', outside = false } = {},
  ) =>
    received(
      shell,
      {
        is: 'again',
        refused: {
          form: new URLSearchParams({ ...theReport, ...fields }),
          wrong,
          ...(outside && { outside: true as const }),
        },
        turned,
        hearers: { standIns: {}, vacant: [] },
      },
      door,
    );
  const title = ({ body }: { body: string | Uint8Array }) => /<h1>([^<]*)/.exec(String(body))?.[1];

  test('the first is the second, unless the first must be put right', () => {
    expect(title(follow({}, [], { turned: true }))).toBe(REPORT.detailsTitle);
    expect(follow({}, [], { turned: true }).status).toBe(200);
    expect(title(follow({}, ['happened', 'reportId'], { turned: true }))).toBe(REPORT.detailsTitle);
    expect(title(follow({}, ['callback'], { turned: true }))).toBe(REPORT.title);
  });

  test('is the one on which something is wrong', () => {
    expect(title(follow({ step: '2' }, ['noticedAt']))).toBe(REPORT.detailsTitle);
    expect(title(follow({ step: '2' }, ['noticedAt', 'section']))).toBe(REPORT.title);
    expect(title(follow({}, ['kind']))).toBe(REPORT.title);
    expect(title(follow({}, ['reportId']))).toBe(REPORT.title);
    expect(title(follow({ step: '2' }, ['reportId']))).toBe(REPORT.detailsTitle);
    // Sent from the first page with what was wrong on the second and went along unseen.
    expect(title(follow({}, ['noticedAt', 'reportId']))).toBe(REPORT.detailsTitle);
  });

  test('is the slip with what fits for whoever sent the whole form from outside, and says what to do', () => {
    const answer = follow({ happened: '秘密', callback: '内線 1' }, [], { door: 'slip', outside: true });
    expect(answer.status).toBe(422);
    expect(title(answer)).toBe(SLIP.title);
    expect(answer.body).toContain(SLIP.outsideWords);
    expect(answer.body).not.toContain('秘密');
    expect(readReport(`${entries(String(answer.body))}`, { policy, door: 'slip' })).toMatchObject({
      ok: true,
      report: { callback: '内線 1', kind: theReport.kind, reportId: theReport.reportId },
    });
  });

  test('has an id of its own where the one that was sent is none', () => {
    const answer = follow({ reportId: 'x' }, ['reportId']);
    expect(entries(String(answer.body)).get('reportId')).toMatch(/^[0-9a-f]{32}$/);
  });
});

test('whether somebody may stay anonymous is the municipality’s to say', () => {
  expect(reportForm(given({}, { policy: allowing(false) }))).not.toContain('name="anonymous"');
  const text = reportForm(given({}, { policy: allowing(true) }));
  expect(text).toContain('name="anonymous"');
  expect(text).not.toMatch(/id="callback"[^>]* required/);
  expect(reportDetails(given({ anonymous: 'yes' }))).not.toContain('name="reporter"');
});

test('folds the kinds into their groups, opens the one chosen from, and leaves out an empty one', () => {
  const folds = (text: string) =>
    [
      ...text.matchAll(/<details class="group"( open)?>\n<summary[^>]*>([^<]*)<\/summary>(.*?)<\/details>/gs),
    ].map(([, open, name, kinds = '']) => ({
      name,
      open: open !== undefined,
      kinds: kinds.split('type="radio"').length - 1,
    }));
  const closed = folds(reportForm(given()));
  expect(closed.map(({ name }) => name)).toEqual(policy.groups.map(({ name }) => name));
  expect(closed.some(({ open }) => open)).toBe(false);
  expect(closed.reduce((sum, { kinds }) => sum + kinds, 0)).toBe(policy.kinds.length);
  const opened = folds(reportForm(given({ kind: 'lost-device' }))).filter(({ open }) => open);
  expect(opened.map(({ name }) => name)).toEqual(['なくした・盗まれた']);
  const kinds = policy.kinds.filter(({ group }) => group !== 'stopped');
  expect(reportForm(given({}, { policy: { ...policy, kinds } }))).not.toContain('止まった・まちがった');
});
