import { expect, test } from 'vitest';
import { mistakesInKinds } from '#/core/policy/mistakes.ts';
import { wakayama } from '#/test/simulation/policy.ts';

const having = (acts: (typeof wakayama.kinds)[number]['acts']) =>
  mistakesInKinds({ ...wakayama, kinds: wakayama.kinds.map((kind) => ({ ...kind, acts })).slice(0, 1) });

test('R03 who must act at once is a post that the municipality has, or somebody called by another name', () => {
  expect(mistakesInKinds(wakayama)).toEqual([]);
  expect(having([{ post: 'section-manager' }, { who: '庁舎管理' }])).toEqual([]);
  expect(having([{ post: 'section-manager' }, { post: 'section-manger' }])).toEqual([
    { path: ['kinds', 0, 'acts', 1, 'post'], code: 'no-post', about: 'section-manger' },
  ]);
});
