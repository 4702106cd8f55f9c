import { expect, test } from 'vitest';
import { sourceSchema } from '#/core/policy/source.ts';
import { sourceWords } from '#/core/text/source.ts';

const words = (source: object) => sourceWords(sourceSchema.parse(source), '見本市');

test('a default is called the product’s own, with what it stands in for, why, and what to confirm', () => {
  expect(words({ basis: 'default', at: '対策基準 5.3(1)', why: '定めがないため', confirm: true })).toBe(
    'この値は製品の既定値です。見本市の緊急時対応計画ではありません。もとにしたもの：対策基準 5.3(1)。理由：定めがないため。要確認',
  );
});

test('what the policy says is given with its clause alone', () => {
  expect(words({ basis: 'policy', at: '対策基準 5.3(1)' })).toBe('根拠：対策基準 5.3(1)');
});
