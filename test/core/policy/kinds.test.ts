import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { answersTo } from '#/core/case/facts.ts';
import { kindsSchema } from '#/core/policy/kind.ts';

const file = new URL('../../../policies/common/kinds.yaml', import.meta.url);
const { groups, kinds, overlays } = kindsSchema.parse(parse(readFileSync(file, 'utf8')));
const numbersIn = (group: string) => kinds.filter((kind) => kind.group === group).map(({ number }) => number);

describe('R03 the kinds of incident', () => {
  test('R03 are 26, numbered once each, and the unknown one is last', () => {
    expect(kinds.map(({ number }) => number)).toEqual(
      Array.from({ length: 26 }, (_, index) => `K${String(index + 1).padStart(2, '0')}`),
    );
    expect(new Set(kinds.map(({ id }) => id)).size).toBe(26);
    expect(new Set(kinds.map(({ name }) => name)).size).toBe(26);
    expect(kinds.at(-1)?.id).toBe('other');
  });

  test('R03 are found in seven groups', () => {
    expect(Object.fromEntries(groups.map(({ id }) => [id, numbersIn(id).join(' ')]))).toEqual({
      sent: 'K01 K02 K13',
      lost: 'K03 K04 K05 K24',
      screen: 'K07 K08 K09 K10',
      account: 'K06 K11 K16 K17',
      web: 'K12 K14 K15',
      stopped: 'K21 K22 K23',
      people: 'K18 K19 K20 K25 K26',
    });
  });

  test('R03 have a provisional level, which the answers of five of them raise', () => {
    const at = (level: number) =>
      kinds.filter(({ provisionalLevel }) => provisionalLevel === level).map(({ number }) => number);
    expect([at(0), at(1), at(4)].map((numbers) => numbers.join(' '))).toEqual([
      'K07 K19 K25',
      'K05 K15',
      'K09',
    ]);
    expect(at(3).join(' ')).toBe('K10 K11 K12 K14 K16 K17 K18 K20 K23');
    const raised = kinds.filter(({ raisedBy }) => raisedBy.length > 0);
    expect(raised.map(({ number }) => number).join(' ')).toBe('K01 K03 K07 K13 K15');
    for (const { raisedBy, provisionalLevel } of raised)
      for (const { level } of raisedBy) expect(level).toBeGreaterThan(provisionalLevel);
  });

  test('R03 say whom they wake at night, and those that wait for the morning what does not wait', () => {
    const at = (night: string) => kinds.filter((kind) => kind.night === night).map(({ number }) => number);
    expect([at('stop'), at('call')]).toEqual([['K05'], ['K26']]);
    expect(at('morning').join(' ')).toBe('K02 K04 K07 K15 K18 K19 K21 K22 K25');
    const unless = kinds.filter(({ nightUnless }) => nightUnless !== undefined);
    expect(unless.map(({ number }) => number).join(' ')).toBe('K02 K04 K07 K18 K21 K22 K25');
  });
});

describe.each(kinds)('R03 $number $name', ({ acts, steps, never, questions, source }) => {
  test('tells in a few short lines what to do and what not, and who acts at once', () => {
    expect([steps.length >= 3, steps.length <= 5]).toEqual([true, true]);
    expect([never.length >= 1, never.length <= 3]).toEqual([true, true]);
    for (const line of [...steps, ...never, ...questions.map(({ words }) => words)])
      expect(line.length, line).toBeLessThanOrEqual(40);
    expect(acts.length).toBeGreaterThan(0);
  });

  test('asks for no fact twice, and every fact it asks for may still be unknown', () => {
    const facts = questions.flatMap((question) => question.facts);
    expect(new Set(facts).size).toBe(facts.length);
    for (const fact of facts) expect(answersTo(fact)).toContain('unknown');
    expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
  });

  test('says what it was made from and why', () => {
    expect(source.basis).toBe('default');
    expect(source.at).toMatch(/^和歌山市情報セキュリティ(対策基準|基本方針) \d/);
    expect(source.why).toBeTruthy();
  });
});

test('R03 five overlays stand above the lines of any kind', () => {
  expect(overlays.map(({ number, id }) => `${number} ${id}`)).toEqual([
    'O1 protected',
    'O2 my-number',
    'O3 lifeline',
    'O4 school',
    'O5 superior',
  ]);
  expect(overlays[0]).toMatchObject({ provisionalLevel: 4, night: 'wake' });
  for (const { steps, source } of overlays) {
    expect(steps.length).toBeGreaterThan(0);
    expect(source.why).toBeTruthy();
  }
});
