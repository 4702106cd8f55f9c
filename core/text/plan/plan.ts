import { type Policy, postName } from '#/core/policy/policy.ts';
import { callList } from '#/core/text/plan/call-list.ts';
import { contacts } from '#/core/text/plan/contacts.ts';
import { cover } from '#/core/text/plan/cover.ts';
import { decisions } from '#/core/text/plan/decisions.ts';
import type { PlanDocument } from '#/core/text/plan/document.ts';
import { duties, items } from '#/core/text/plan/duties.ts';
import { kinds } from '#/core/text/plan/kinds.ts';
import { levels } from '#/core/text/plan/levels.ts';
import { measures, prevention } from '#/core/text/plan/measures.ts';
import { now } from '#/core/text/plan/now.ts';
import type { Network } from '#/core/text/plan/posts.ts';
import { publication } from '#/core/text/plan/publication.ts';
import { records } from '#/core/text/plan/records.ts';
import { scope } from '#/core/text/plan/scope.ts';
import { slip } from '#/core/text/plan/slip.ts';
import { told } from '#/core/text/plan/told.ts';

/** The plan for emergencies, as the rules are. Everything in it is data of the policy; nothing is read from elsewhere. */
export function planOf(policy: Policy, network: Network): PlanDocument {
  const { municipality } = policy.profile;
  const title = `${municipality}　情報セキュリティ緊急時対応計画（案）`;
  const chief = postName(policy, 'chief-officer');
  return {
    title,
    subject: `製品の既定値を含む案。${chief}又は${policy.profile.committee.name}が定めて、初めて計画になる。`,
    foot: `${title}　データ ${policy.hash.slice(0, 12)}`,
    blocks: [
      ...cover(policy, title, chief),
      ...now(policy),
      ...contacts(policy, network),
      ...told(policy),
      ...levels(policy),
      ...decisions(policy),
      ...kinds(policy),
      ...measures(policy),
      ...items(policy),
      ...duties(policy),
      ...publication(policy),
      ...prevention(policy),
      ...records(policy),
      ...scope(policy),
      ...slip(policy),
      ...callList(policy, network),
    ],
  };
}
