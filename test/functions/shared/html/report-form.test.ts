import { describe, expect, test } from 'vitest';
import { type ReportField, readReport, reportSchema } from '#/core/report/report.ts';
import { REPORT } from '#/core/text/pages.ts';
import { type ReportForm, reportForm } from '#/functions/shared/html/report-form.ts';
import { HOSTILE } from '#/test/functions/shared/html/fixture.ts';
import { wakayama as policy } from '#/test/simulation/policy.ts';

const FIELDS = Object.keys(reportSchema.shape) as ReportField[];
const form = (given: Partial<ReportForm> = {}): string =>
  reportForm({
    policy,
    reportId: 'a'.repeat(32),
    values: {},
    wrong: [],
    now: '2026-11-20T08:31:00.000Z',
    ...given,
  });

/** What a browser would send if nothing was changed. */
function entries(text: string): Record<string, string> {
  const unescaped = (value: string) =>
    value.replace(
      /&(amp|lt|gt|quot|#39);/g,
      (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" })[name] ?? '',
    );
  const found: Record<string, string> = {};
  for (const [tag = ''] of text.matchAll(/<input [^>]*>/g)) {
    const name = / name="([^"]*)"/.exec(tag)?.[1] ?? '';
    const sent = !tag.includes('type="radio"') || tag.includes(' checked');
    if (sent) found[name] = unescaped(/ value="([^"]*)"/.exec(tag)?.[1] ?? '');
  }
  for (const [, name = '', value = ''] of text.matchAll(
    /<textarea id="[^"]*" name="([^"]*)"[^>]*>\n([^<]*)</g,
  ))
    found[name] = unescaped(value);
  for (const [, name = '', options = ''] of text.matchAll(
    /<select id="[^"]*" name="([^"]*)"[^>]*>(.*?)<\/select>/gs,
  ))
    found[name] = /value="([^"]*)" selected/.exec(options)?.[1] ?? '';
  return found;
}

describe('the staff form', () => {
  test('asks every field of a report, and nothing that a report does not have', () => {
    const names = [...form().matchAll(/ name="([^"]+)"/g)].map(([, name]) => name);
    expect(
      new Set(names.filter((name) => name !== 'viewport' && name !== 'robots' && name !== 'color-scheme')),
    ).toEqual(new Set(FIELDS));
  });

  test('filled in as it comes, lacks only the kind and the number to call back', () => {
    const read = readReport(new URLSearchParams(entries(form())).toString());
    expect(read).toMatchObject({ ok: false, wrong: ['kind', 'callback'] });
  });

  test('gives back everything that was typed, hostile or not, and what is sent again is the same', () => {
    const values: Record<ReportField, string> = {
      reportId: 'a'.repeat(32),
      kind: 'lost-device',
      callback: HOSTILE,
      noticedAt: '2026-11-20T17:23',
      section: 'childcare',
      place: HOSTILE,
      happened: `\n1行目\n${HOSTILE}`,
      done: HOSTILE,
      personalData: 'yes',
      reporter: HOSTILE,
    };
    const text = form({ values, wrong: FIELDS });
    expect(text).not.toContain('<script');
    expect(entries(text)).toEqual(values);
  });

  test('says at the top what is wrong, in the order of the page, with a link to each field', () => {
    const text = form({ wrong: ['kind', 'callback'], values: { happened: 'a' } });
    const links = [...text.matchAll(/<li><a href="#([^"]+)">([^<]+)</g)].map(([, id, words]) => [id, words]);
    expect(links).toEqual([
      ['callback', '折り返しの電話番号を入れてください'],
      ['kind', '何が起きたかを1つ選んでください'],
    ]);
    for (const [id] of links) expect(text).toContain(`id="${id}"`);
    expect(text).toContain(REPORT.keptWords);
  });

  test('ties each message to its field', () => {
    const text = form({ wrong: ['callback', 'place'], values: { place: 'a'.repeat(201) } });
    expect(text).toMatch(
      /<input id="callback"[^>]*aria-describedby="callback-hint callback-wrong" aria-invalid="true"/,
    );
    expect(text).toMatch(/id="place-wrong">場所・システム・機器は200文字までにしてください/);
    expect(form()).not.toContain('aria-invalid');
  });

  test('folds the kinds into their groups, and opens the one that was chosen from', () => {
    const folds = (text: string) =>
      [
        ...text.matchAll(
          /<details class="group"( open)?>\n<summary[^>]*>([^<]*)<\/summary>(.*?)<\/details>/gs,
        ),
      ].map(([, open, name, kinds = '']) => ({
        name,
        open: open !== undefined,
        kinds: kinds.split('type="radio"').length - 1,
      }));
    const closed = folds(form());
    expect(closed.map(({ name }) => name)).toEqual(policy.groups.map(({ name }) => name));
    expect(closed.some(({ open }) => open)).toBe(false);
    expect(closed.reduce((sum, { kinds }) => sum + kinds, 0)).toBe(policy.kinds.length);
    const opened = folds(form({ values: { kind: 'lost-device' } })).filter(({ open }) => open);
    expect(opened.map(({ name }) => name)).toEqual(['なくした・盗まれた']);
  });

  test('leaves out a group of which the municipality has no kind', () => {
    const kinds = policy.kinds.filter(({ group }) => group !== 'stopped');
    expect(form()).toContain('止まった・まちがった');
    expect(form({ policy: { ...policy, kinds } })).not.toContain('止まった・まちがった');
  });

  test('tells whom the report reaches before the button that sends it', () => {
    const text = form();
    expect(text.indexOf('選んだ課の情報セキュリティ管理者')).toBeGreaterThan(0);
    expect(text.indexOf('選んだ課の情報セキュリティ管理者')).toBeLessThan(text.indexOf('id="send"'));
    expect(text.indexOf(policy.profile.contactUnit.telephone)).toBeLessThan(text.indexOf('<form'));
  });

  test('every control has a label of its own', () => {
    const text = form();
    const ids = [...text.matchAll(/<(?:input|select|textarea) (?:type="radio" )?id="([^"]+)"/g)].map(
      ([, id]) => id,
    );
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(text).toContain(`for="${id}"`);
  });
});
