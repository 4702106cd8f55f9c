import { expect, test } from 'vitest';
import { sourceSchema } from '#/core/policy/source.ts';
import { sourceWords } from '#/core/text/source.ts';

const words = (source: object) => sourceWords(sourceSchema.parse(source), '見本市');

test('a default is called the product’s own, with what it stands in for and why', () => {
  expect(words({ basis: 'default', at: '対策基準 5.3(1)', why: '定めがないため' })).toBe(
    'この値は製品の既定値です。見本市の緊急時対応計画ではありません。もとにしたもの：対策基準 5.3(1)。理由：定めがないため',
  );
});

test('what the policy says is given with its clause, and that it is to be confirmed', () => {
  expect(words({ basis: 'policy', at: '対策基準 5.3(1)', confirm: true })).toBe(
    '根拠：対策基準 5.3(1)。要確認',
  );
});
