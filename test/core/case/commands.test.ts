import { describe, expect, test } from 'vitest';
import { codeSchema, commandSchema } from '#/core/case/commands.ts';
import { CASE_ID, learned } from '#/test/core/stage.ts';

const close = { command: 'CloseCase', caseId: CASE_ID, commandId: crypto.randomUUID(), summary: '回収済み' };
const good = (value: unknown) => commandSchema.safeParse(value).success;

describe('R25 a command from outside', () => {
  test('is taken as it is, with spaces around its text removed', () => {
    expect(commandSchema.parse({ ...close, summary: ' 回収済み\n' })).toEqual(close);
  });

  test('is refused with an unknown name, a field too many, or one missing', () => {
    expect(good({ ...close, command: 'DropTable' })).toBe(false);
    expect(good({ ...close, force: true })).toBe(false);
    const { commandId: _, ...without } = close;
    expect(good(without)).toBe(false);
    for (const value of [null, [], 'CloseCase', 1]) expect(good(value)).toBe(false);
  });

  test('is refused where an id could reach another key of the store', () => {
    for (const caseId of ['', '20261120-1', `${CASE_ID}#CASE`, `${CASE_ID}\n`, '２０２６１１２０-00001'])
      expect(good({ ...close, caseId }), caseId).toBe(false);
    for (const taskId of ['', 'a#b', 'a b', '../a', 'あ'])
      expect(good({ ...close, command: 'Acknowledge', summary: undefined, taskId, charge: false })).toBe(
        false,
      );
  });

  test('is refused with an empty or endless text', () => {
    for (const summary of ['', ' \n', '　', 'あ'.repeat(4001)])
      expect(good({ ...close, summary })).toBe(false);
    expect(good({ ...close, summary: 'あ'.repeat(4000) })).toBe(true);
  });

  test('is refused with half a character, which could never be sealed', () => {
    expect(good({ ...close, summary: 'x\ud800' })).toBe(false);
  });

  test('of facts takes an unknown number of persons, but none that is no number of persons', () => {
    const { summary: _, ...rest } = { ...close, command: 'RecordFacts' };
    const facts = (persons: unknown) => good({ ...rest, facts: { ...learned(), facts: { persons } } });
    for (const max of [null, 0, 101, 100_000_000]) expect(facts({ max })).toBe(true);
    expect(facts({ min: 90, max: 103 })).toBe(true);
    expect(facts(undefined)).toBe(true);
    expect(facts({ min: 104, max: 103 })).toBe(false);
    for (const max of [-1, 1.5, Number.NaN, '101', undefined, 100_000_001])
      expect(facts({ max })).toBe(false);
  });

  test('of facts takes an instant of the calendar in UTC only', () => {
    const { summary: _, ...rest } = { ...close, command: 'RecordFacts' };
    const known = (at: string) => good({ ...rest, facts: { ...learned(), at } });
    expect(known('2026-11-20T08:10:00Z')).toBe(true);
    for (const bad of ['2026-11-20', '2026-11-20T17:10', '2026-02-30T08:10:00Z', '2026-11-20T25:00:00Z', ''])
      expect(known(bad), bad).toBe(false);
  });

  test('of a level takes 0 to 4', () => {
    const { summary: _, ...rest } = { ...close, command: 'DecideSeverity', reason: '判断' };
    expect([0, 1, 2, 3, 4].every((level) => good({ ...rest, level }))).toBe(true);
    expect([-1, 5, 2.5, '3', null].some((level) => good({ ...rest, level }))).toBe(false);
  });
});

test('a code is six ASCII digits', () => {
  const code = (value: string) => codeSchema.safeParse({ code: value, charge: 'no' }).success;
  expect(code('012345')).toBe(true);
  for (const bad of ['12345', '1234567', '12345a', '１２３４５６', '12345\n', ''])
    expect(code(bad), bad).toBe(false);
});
