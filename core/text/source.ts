import type { Source } from '#/core/policy/source.ts';

/** Where a value comes from; that it is the product's own choice is said first, and why it was chosen last. */
export const sourceWords = ({ basis, at, why, confirm }: Source, municipality: string): string =>
  [
    basis === 'default'
      ? `この値は製品の既定値です。${municipality}の緊急時対応計画ではありません。もとにしたもの：${at}`
      : `根拠：${at}`,
    ...(why ? [`理由：${why}`] : []),
    ...(confirm ? ['要確認'] : []),
  ].join('。');
