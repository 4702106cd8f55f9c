import { describe, expect, test } from 'vitest';
import { answersTo, CHOICE_FACTS, type FactKey, factsSchema, SECTORS } from '#/core/case/facts.ts';
import { FACT_SECTIONS } from '#/core/text/fact-sections.ts';
import {
  choicesOf,
  factLabel,
  factWords,
  questionOf,
  rangeWords,
  UNKNOWN_ANSWER,
} from '#/core/text/facts.ts';

const KEYS = Object.keys(factsSchema.shape) as FactKey[];

describe('the fact sheet', () => {
  test('shows every fact once', () => {
    const shown = FACT_SECTIONS.flatMap(({ facts }) => facts);
    expect([...shown].sort()).toEqual([...KEYS].sort());
  });

  test('calls no two facts the same and asks no question twice', () => {
    expect(new Set(KEYS.map(factLabel)).size).toBe(KEYS.length);
    expect(new Set(KEYS.map((key) => questionOf(key).ask)).size).toBe(KEYS.length);
  });

  test.each(CHOICE_FACTS)('lets %s be answered in every way, each with words of its own', (fact) => {
    const choices = choicesOf(fact);
    const known = answersTo(fact).filter((answer) => answer !== 'unknown');
    expect(choices.map(({ value }) => value)).toEqual([...known, 'unknown']);
    expect(new Set(choices.map(({ label }) => label)).size).toBe(choices.length);
    expect(choices.at(-1)).toEqual({ value: 'unknown', label: UNKNOWN_ANSWER });
  });
});

describe('a fact in words', () => {
  test.each<[FactKey, unknown, string]>([
    ['malice', 'confirmed', 'あり（個人情報保護担当が3号に当たると確かめた）'],
    ['recovery', 'claimed-deleted', '相手が削除したと言っている（確かめていない）'],
    ['leak', 'unknown', '調査中'],
    ['leak', undefined, '調査中'],
    ['published', '', '調査中'],
    ['published', '11月21日にホームページで公表', '11月21日にホームページで公表'],
    ['occurredAt', '2026-11-20T08:23:00.000Z', '令和8年11月20日（金）17:23'],
    ['legalPersons', { min: 3, max: 3 }, '3団体'],
    ['sectors', ['school', 'waterworks'], '学校・園、水道'],
    ['sectors', [], 'どれにも当たらない'],
  ])('%s %j is %s', (key, value, words) => {
    expect(factWords(key, value)).toBe(words);
  });

  test('names every sector', () => {
    for (const sector of SECTORS) expect(factWords('sectors', [sector])).toMatch(/^[^a-z]+$/);
  });

  test.each([
    [{ min: 0, max: 0 }, '0人'],
    [{ min: 128, max: 128 }, '128人'],
    [{ min: 135118, max: 135118 }, '135,118人'],
    [{ min: 90, max: 128 }, '90人から128人まで'],
    [{ min: 0, max: 100 }, '100人以下'],
    [{ min: 90, max: null }, '90人以上（上限は調査中）'],
    [{ min: 0, max: null }, '調査中'],
  ])('%j is %s', (range, words) => {
    expect(rangeWords(range)).toBe(words);
  });
});
