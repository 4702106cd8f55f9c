import { type Policy, postName } from '#/core/policy/policy.ts';
import { LEVELS, type Level } from '#/core/policy/source.ts';
import type { Regime } from '#/core/policy/statute.ts';

/** Posts under the names the municipality gives them. */
export const named = (policy: Policy, posts: readonly string[], between = '、'): string =>
  posts.map((post) => postName(policy, post)).join(between);

export const levelWords = (level: Level): string => `レベル${level}`;

export const LEVEL_HEADS = LEVELS.map(levelWords);

export const REGIME_WORDS: Record<Regime, string> = {
  public: '行政機関等（個人情報保護法68条）',
  assembly: '議会（同法の「地方公共団体の機関」から除かれる）',
  operator: '病院・診療所・大学（同法26条）',
};
