import { hearersAt, type World } from '#/core/case/decision.ts';
import type { FormView } from '#/core/case/view.ts';
import { postName } from '#/core/policy/policy.ts';
import { CONCERNED } from '#/core/report/report.ts';

/** What the form asks: kinds by their groups, the questions of each, and what may lie over it. A group without kinds is left out. */
export const formView = ({ policy, people, now }: World): FormView => ({
  now,
  groups: policy.groups
    .filter(({ id }) => policy.kinds.some(({ group }) => group === id))
    .map(({ id, name }) => ({ id, name })),
  kinds: policy.kinds.map(({ id, name, group, questions }) => ({ id, name, group, questions })),
  overlays: policy.overlays.map(({ id, name, steps }) => ({ id, name, steps })),
  sections: policy.profile.sections.map(({ id, name }) => ({ id, name })),
  concerned: CONCERNED.map((id) => ({ id, name: postName(policy, id) })),
  hearers: hearersAt(policy, people, now),
  posts: Object.fromEntries(Object.entries(policy.profile.posts).map(([id, { name }]) => [id, name])),
  ownDomains: policy.profile.mail.ownDomains,
});
