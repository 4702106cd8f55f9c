import type { Policy } from '#/core/policy/policy.ts';
import type { Block } from '#/core/text/plan/document.ts';
import { heading } from '#/core/text/plan/lines.ts';
import { sourcedList } from '#/core/text/plan/sourced.ts';

export const measures = ({ profile }: Policy): Block[] => [
  heading(1, 'measures', '発生した事案への対応措置'),
  ...sourcedList(profile.plan.measures),
];

export const prevention = ({ profile }: Policy): Block[] => [
  heading(1, 'prevention', '再発防止措置'),
  ...sourcedList(profile.plan.prevention),
];
